# index_add_, scatter_, index_fill_ and their gradients
# tier: 3
import torch

x = torch.zeros(3, requires_grad=True); s = torch.ones(2, requires_grad=True)
y = (x * 1).index_add_(0, torch.tensor([0, 0]), s); y = y.scatter_(0, torch.tensor([1, 2]), s * 5); y.index_fill_(0, torch.tensor([2]), 7.); print(y, y.grad_fn); y.sum().backward(); print(x.grad, s.grad)
