# vector @ matrix ends in an in-place squeeze: version 1
# tier: 3
import torch
x = torch.ones(2, requires_grad=True)
z = x @ torch.ones(2, 2)
print(z._version, (torch.ones(2, 2) @ x)._version)
z.mul_(z)
z.sum().backward()
