# The same input twice, and the output itself
# tier: 2
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
z = (y * y).sum()
print(torch.autograd.grad(z, [x, y, x, z]))
