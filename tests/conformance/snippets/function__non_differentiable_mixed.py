# mark_non_differentiable beside a bool output
# tier: 3
import torch
from torch.autograd import Function
class F4(Function):
    @staticmethod
    def forward(ctx, x):
        y = x * 2; z = x > 0; w = x + 1
        ctx.mark_non_differentiable(w)
        return y, z, w
    @staticmethod
    def backward(ctx, a, b, c):
        print(a, b, c)
        return a * 2
x = torch.tensor([1., 2.], requires_grad=True)
y, z, w = F4.apply(x)
print(y, z, w, w.is_leaf, w.requires_grad)
(y.sum()).backward()
print(x.grad)
