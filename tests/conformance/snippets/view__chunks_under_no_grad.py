# A chunk made under no_grad, written outside
# tier: 3
import torch

x = torch.ones(4, requires_grad=True)
y = x * 1
with torch.no_grad():
    a, b = y.chunk(2)
a.add_(1)
