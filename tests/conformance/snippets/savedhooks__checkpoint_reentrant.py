# The reentrant checkpoint is a Function
# tier: 3
import torch
from torch.utils.checkpoint import checkpoint
w = torch.tensor([3.0, 4.0], requires_grad=True)
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = checkpoint(lambda a: (a * w).sigmoid(), x, use_reentrant=True)
print(y)
y.sum().backward()
print(x.grad, w.grad)
checkpoint(lambda a: a * 2, x)
