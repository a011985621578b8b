# A write under no_grad is counted all the same
# tier: 1
import torch

x = torch.ones(2, requires_grad=True)
y = x * 2
z = y * y
with torch.no_grad():
    y.add_(1)
print(y.grad_fn, y._version)
z.sum().backward()
