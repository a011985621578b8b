# requires_grad_ after a view was taken
# tier: 3
import torch

b = torch.zeros(3)
v = b[1:]
b.requires_grad_()
print(v.requires_grad)
v.add_(1)
print(v._version)
b[1:].sum().backward(); print(b.grad)
