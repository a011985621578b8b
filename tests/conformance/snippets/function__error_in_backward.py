# An exception of backward comes through
# tier: 3
import torch
from torch.autograd import Function
class F8(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        y = x.clone()
        ctx.save_for_backward(y)
        return y
    @staticmethod
    def backward(ctx, g):
        raise ValueError("in backward")
x = torch.tensor([1., 2.], requires_grad=True)
y = F8.apply(x)
y.sum().backward()
