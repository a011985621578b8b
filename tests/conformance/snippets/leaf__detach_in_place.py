# detach_ cuts the tensor, not what was made of it before
# tier: 2
import torch

x = torch.ones(3, requires_grad=True)
y = x * 2
z = y.exp()
y.detach_()
print(y.is_leaf, y.requires_grad, y._version)
z.sum().backward()
print(x.grad)
