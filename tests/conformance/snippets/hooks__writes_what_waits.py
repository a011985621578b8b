# A hook that writes what a node further down has saved
# tier: 2
import torch

x = torch.ones(2, requires_grad=True)
y = x * 1
z = y * y
def h(g):
    with torch.no_grad(): y.mul_(5)
z.register_hook(h)
z.sum().backward()
