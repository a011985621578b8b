# Two losses over a shared part: the second finds it freed
# tier: 1
import torch

x = torch.ones(2, requires_grad=True)
y = x.exp()
a = y.sum(); b = (y * y).sum()
a.backward()
try:
    b.backward()
except RuntimeError as e:
    print(e)
print(x.grad)
