# backward returns integers
# tier: 3
import torch
from torch.autograd import Function
class V(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g.long()
x = torch.ones(2, requires_grad=True)
V.apply(x).sum().backward()
print(x.grad)
