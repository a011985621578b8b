# An argument left to its default still counts as an input
# tier: 3
import torch
from torch.autograd import Function
class F5(Function):
    @staticmethod
    def forward(ctx, x, k, flag=True):
        ctx.k = k
        return x * k
    @staticmethod
    def backward(ctx, g):
        return g * ctx.k, None, None
x = torch.tensor([1., 2.], requires_grad=True)
print(F5.apply(x, 3.0, False))
F5.apply(x, 3.0).sum().backward()
