# A view of a leaf made and written under no_grad: counted, and the leaf trains on
# tier: 2
import torch

a = torch.ones(4, requires_grad=True)
with torch.no_grad():
    v = a[:2]
    v.mul_(3)
print(a, a._version, v._version, v.is_leaf, v.requires_grad)
(a * a).sum().backward()
print(a.grad)
