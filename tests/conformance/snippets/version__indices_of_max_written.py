# Indices of max written: they have no history to name
# tier: 2
import torch

x = torch.tensor([1., 5., 3.], requires_grad=True)
y = x * 1
m = y.max(dim=0)
m.indices.zero_()
m.values.backward()
