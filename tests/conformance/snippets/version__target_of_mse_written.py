# The target of mse_loss written before backward
# tier: 2
import torch

x = torch.ones(3, requires_grad=True); t = torch.zeros(3)
l = torch.nn.functional.mse_loss(x, t); t.add_(1); l.backward()
