# Indices of sort written in place
# tier: 3
import torch

x = torch.tensor([1., 5., 3.], requires_grad=True)
s, i = torch.sort(x)
i += 0
s.sum().backward()
