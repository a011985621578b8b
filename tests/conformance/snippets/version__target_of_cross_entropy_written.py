# The target of cross_entropy written before backward
# tier: 2
import torch

x = torch.ones(1, 3, requires_grad=True); t = torch.tensor([1])
l = torch.nn.functional.cross_entropy(x, t); t.zero_(); l.backward()
