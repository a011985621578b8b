# apply without what forward needs
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
V.forward(None, torch.ones(1))
print(V.apply(torch.ones(2)))
with torch.no_grad(): print(V.apply(torch.ones(2, requires_grad=True)))
print(V.__mro__[1], repr(V))
V.apply()
