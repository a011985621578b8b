# contiguous, reshape, flatten, to: the same tensor, a view or a copy
# tier: 2
import torch

x = torch.ones(2, 2, requires_grad=True)
y = x * 1; c = y.contiguous(); print(c is y); c.add_(1); print(y._version)
z = y.t().contiguous(); z.add_(1); print(y._version, z.grad_fn)
r = y.reshape(4); r.mul_(2); print(y._version, y.grad_fn)
f = y.flatten(); f.add_(1); print(y._version)
t = y.to(torch.float32); print(t is y)
