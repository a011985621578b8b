# The gradient of a once-differentiable function has the node Error as its history
# tier: 2
import torch
from torch.autograd.function import once_differentiable


class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    @once_differentiable
    def backward(ctx, grad):
        return grad * 2


x = torch.ones(2, requires_grad=True)
(g,) = torch.autograd.grad((Doubled.apply(x) ** 2).sum(), x, create_graph=True)
node = g.grad_fn
print(g, type(node).__name__, node.name(), str(node)[:13])
print([(each.name(), i) for each, i in node.next_functions], node.next_functions[0][0].variable)
try:
    g.sum().backward()
except RuntimeError as e:
    print(e)
