# retain_grad of a view of a leaf
# tier: 2
import torch

x = torch.ones(4, requires_grad=True)
v = x[:2]; v.retain_grad(); (v * 3).sum().backward(); print(v.grad, x.grad, v.is_leaf)
