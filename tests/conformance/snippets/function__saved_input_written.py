# An input that a custom function saved, written
# tier: 3
import torch

class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.exp()
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * x
x = torch.ones(2, requires_grad=True)
a = x * 1
y = F.apply(a)
a.add_(1)
y.sum().backward()
