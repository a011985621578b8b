# Hooks registered before and after an in-place write
# tier: 3
import torch

x = torch.ones(2, requires_grad=True)
y = x * 2
y.register_hook(lambda g: print("h", g))
y.mul_(3)
y.register_hook(lambda g: print("h2", g))
y.sum().backward()
print(x.grad)
