# A saved mask that was written; its type has a name of its own
# tier: 2
import torch

x = torch.arange(4., requires_grad=True)
m = torch.tensor([True, False, True, False])
y = (x*2).masked_fill(m, -1.)
m.zero_()
y.sum().backward()
