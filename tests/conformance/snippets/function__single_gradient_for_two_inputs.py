# One gradient for two inputs
# tier: 3
import torch
from torch.autograd import Function
class F5(Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x * k
    @staticmethod
    def backward(ctx, g):
        return g * ctx.k
x = torch.tensor([1., 2.], requires_grad=True)
F5.apply(x, 3.0).sum().backward()
