# A clone of a detached tensor may be written
# tier: 1
import torch

x = torch.ones(2, requires_grad=True)
y = x.exp(); d = y.detach().clone(); d.zero_()
y.sum().backward(); print(x.grad, y._version, d._version)
