# A detached alias written: the counter is shared
# tier: 1
import torch

x = torch.ones(2, requires_grad=True)
y = x.exp(); d = y.detach(); d += 1
print(y._version, d._version, d.grad_fn, d.is_leaf)
y.sum().backward()
