# Writes through a diagonal and a transpose
# tier: 2
import torch

x = torch.ones(2, 2, requires_grad=True)
y = x.clone()
d = y.diagonal()
d.zero_()
t = y.t()
t[0] += 5
print(y)
(y * y).sum().backward()
print(x.grad)
