# Nothing saved: backward twice, but saved_tensors is gone
# tier: 3
import torch
from torch.autograd import Function
class F8(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g
x = torch.tensor([1., 2.], requires_grad=True)
y = F8.apply(x)
y.sum().backward()
y.sum().backward()
print(x.grad)
print(y.grad_fn.saved_tensors)
