# The first gradient has version 0 if it could be taken over, 1 if it had to be laid out
# tier: 3
import torch
a = torch.tensor([1.0, 2.0], requires_grad=True)
(a * 2).sum().backward()
b = torch.tensor([1.0, 2.0], requires_grad=True)
b.sum().backward()
print(a.grad._version, b.grad._version)
a.sum().backward()
b.sum().backward()
print(a.grad._version, b.grad._version)
