# y.mul_(y) saved what it wrote
# tier: 2
import torch

x = torch.tensor([1., 4.], requires_grad=True)
y = x * 1
y.mul_(y)
y.sum().backward()
print(x.grad)
