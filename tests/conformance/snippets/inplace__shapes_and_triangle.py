# tril_, t_, transpose_, squeeze_, unsqueeze_ and the counter
# tier: 3
import torch

x = torch.ones(2, 2, requires_grad=True)
y = (x * 1).tril_(); y.t_(); print(y, y.grad_fn, y._version); y.transpose_(0, 1); y.squeeze_(); y.unsqueeze_(0); print(y.shape, y._version); y.sum().backward(); print(x.grad)
