# The base of two views written: the histories of all are re-made
# tier: 2
import torch

x = torch.arange(6., requires_grad=True)
y = x * 1
v = y.view(2, 3)
w = v[1]
y.mul_(2)
print(w.grad_fn, v.grad_fn, y.grad_fn)
w.sum().backward()
print(x.grad)
