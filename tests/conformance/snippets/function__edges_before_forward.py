# The inputs' history is asked for before forward runs
# tier: 3
import torch
class Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a
    @staticmethod
    def backward(ctx, grad):
        return grad
y = torch.ones(3, requires_grad=True) * 1
z = Same.apply(y)
y.mul_(1)
Same.apply(z, 1)
