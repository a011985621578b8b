# A detached tensor as a leaf of its own
# tier: 2
import torch

x = torch.ones(3, requires_grad=True)
d = x.detach()
d.requires_grad_()
y = (d * 2)
y.add_(1)
y.sum().backward()
print(d.grad, x.grad, d._version, x._version)
