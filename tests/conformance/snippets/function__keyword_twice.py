# apply with an argument twice
# tier: 3
import torch
from torch.autograd import Function
class V(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g * 2
V.apply(torch.ones(1), x=3)
