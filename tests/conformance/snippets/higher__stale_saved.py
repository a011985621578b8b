# A saved tensor written between the first and the second derivative
# tier: 3
import torch

x = torch.tensor([2.], requires_grad=True)
a = x * 1
y = a ** 3
g, = torch.autograd.grad(y, x, create_graph=True)
a.add_(1)
g.backward()
