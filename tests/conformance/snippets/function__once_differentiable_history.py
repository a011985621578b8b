# once_differentiable under create_graph
# tier: 3
import torch
from torch.autograd import Function
from torch.autograd.function import once_differentiable
class F6(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 2
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * 2 * x
x = torch.tensor([1., 2.], requires_grad=True)
g, = torch.autograd.grad(F6.apply(x).sum(), x, create_graph=True)
print(g, g.grad_fn)
g.sum().backward()
