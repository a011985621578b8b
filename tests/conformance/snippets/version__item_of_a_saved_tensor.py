# An item assigned into a saved tensor
# tier: 1
import torch

x = torch.ones(4, requires_grad=True)
y = x * 1
z = y ** 2
y[0] = 5.
print(y._version)
z.sum().backward()
