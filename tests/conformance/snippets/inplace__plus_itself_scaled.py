# y.add_(y, alpha=3)
# tier: 2
import torch

x = torch.tensor([1., 4.], requires_grad=True)
y = x * 1
y.add_(y, alpha=3)
y.sum().backward()
print(x.grad)
