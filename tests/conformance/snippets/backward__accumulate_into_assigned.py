# A gradient assigned by hand is added to in place
# tier: 2
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
g = torch.tensor([10.0, 20.0])
x.grad = g
(x * 3).sum().backward()
print(x.grad is g, g, g._version)
