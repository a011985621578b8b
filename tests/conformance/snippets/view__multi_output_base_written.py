# The base of several views was written: the views are dead
# tier: 2
import torch
x = torch.ones(4, requires_grad=True)
h = x * 1
a, b = h.chunk(2)
h.mul_(2)
print(a.requires_grad)
a.sum().backward()
