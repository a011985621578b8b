# A view made under no_grad may not be written where gradients are recorded
# tier: 2
import torch

a = torch.ones(4, requires_grad=True) * 2
with torch.no_grad():
    v = a.view(2, 2)
v.mul_(torch.ones(2, 2, requires_grad=True))
