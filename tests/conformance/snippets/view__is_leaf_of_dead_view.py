# Asking a dead view for its history raises; asking whether it requires grad does not
# tier: 3
import torch
x = torch.ones(4, requires_grad=True)
h = x * 1
a, b = h.split(2)
h.add_(1)
print(a.requires_grad)
try:
    a.is_leaf
except RuntimeError as e:
    print(str(e)[:70])
a.retain_grad()
print("retained")
