# forward may return a number
# tier: 3
import torch
from torch.autograd import Function
class F5(Function):
    @staticmethod
    def forward(ctx, x):
        return 5
    @staticmethod
    def backward(ctx, g):
        return g
x = torch.tensor([1., 2.], requires_grad=True)
print(F5.apply(x))
