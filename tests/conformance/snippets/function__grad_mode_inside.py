# Grad mode inside forward and backward
# tier: 3
import torch
from torch.autograd import Function
class V(Function):
    @staticmethod
    def forward(ctx, x, y):
        print(torch.is_grad_enabled(), x.requires_grad, (x*2).requires_grad, ctx.needs_input_grad)
        return x + y
    @staticmethod
    def backward(ctx, g):
        print(torch.is_grad_enabled(), g.requires_grad)
        return g, g
x = torch.ones(2, requires_grad=True); y = torch.ones(2)
V.apply(x, y).sum().backward()
g, = torch.autograd.grad(V.apply(x, y).pow(2).sum(), x, create_graph=True)
print(g)
