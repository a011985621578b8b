# One value of the tensor itself may be written by a mask
# tier: 3
import torch
x = torch.tensor([[1.0], [2.0]], requires_grad=True)
with torch.no_grad():
    x[[True, False]] = x[:1]
print(x, x._version)
with torch.no_grad():
    x[[0]] = x[:1]
