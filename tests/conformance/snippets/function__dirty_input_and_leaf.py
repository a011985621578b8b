# mark_dirty on a non-leaf, and on a leaf
# tier: 3
import torch

class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        x.mul_(2); ctx.mark_dirty(x)
        return x
    @staticmethod
    def backward(ctx, g): return g * 2
x = torch.ones(2, requires_grad=True)
y = F.apply(x * 1)
print(y, y.grad_fn, y._version)
y.sum().backward()
print(x.grad)
F.apply(x)
