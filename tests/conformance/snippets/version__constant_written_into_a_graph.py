# A constant that was saved becomes part of the graph
# tier: 2
import torch

c = torch.ones(2)
w = torch.ones(2, requires_grad=True)
y = c * w
c.mul_(w)
print(c.grad_fn, c.requires_grad, c._version)
y.sum().backward()
