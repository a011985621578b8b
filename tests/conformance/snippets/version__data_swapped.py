# Another tensor assigned to .data: no counter moves, the gradient is of the new content
# tier: 2
import torch

x = torch.ones(3, requires_grad=True)
y = x * x
x.data = torch.full((3,), 5.)
print(x._version)
y.sum().backward()
print(x.grad)
