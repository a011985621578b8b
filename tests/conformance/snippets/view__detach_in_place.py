# detach_ of a view is refused
# tier: 2
import torch

x = torch.ones(3, requires_grad=True)
y = x * 2
v = y[:2]
v.detach_()
