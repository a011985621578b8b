# A hook that writes through .data what a node further down has saved
# tier: 2
import torch

x = torch.ones(2, requires_grad=True)
y = x * 1
z = y * y
z.register_hook(lambda g: y.data.mul_(5) and None)
z.sum().backward(); print(x.grad)
