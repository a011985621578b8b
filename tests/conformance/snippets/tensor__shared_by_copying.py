# copy.copy, numpy(force=True) and set_: whose memory, whose counter, whose history
# tier: 3
import copy

import torch
from torch import nn

x = torch.arange(6.0).view(2, 3)
y = copy.copy(x[1])
print(y._base is None, y.storage_offset(), y._version)
y[0] = 9
print(x, x._version, y._version)
z = torch.ones(2, requires_grad=True) * 2
w = copy.copy(z)
print(w, w.is_leaf, w._is_view(), z.data_ptr() == w.data_ptr())
p = nn.Parameter(torch.ones(2))
q = copy.copy(p)
print(q, type(q).__name__, q.grad)
m = nn.Linear(2, 1)
print(copy.copy(m).weight is m.weight)
a = z.numpy(force=True)
z.mul_(3)
print(a)

x = torch.ones(2)
v = x[0]
v.set_()
print(x, x._version, v._version, v, v._is_view())
x = torch.ones(3, 3)
y = x[1]
x.set_(y)
print(x, x._version, y._version)
y = torch.zeros(2)
x = torch.ones(3)
z = x.view(3)
z.set_(y)
y[0] = 5
print(z, z._version, x._version, y._version)
y = torch.zeros(2, requires_grad=True)
for call in [
    lambda: y.set_(),
    lambda: y.set_(torch.ones(2, dtype=torch.float64)),
    lambda: torch.ones(2).set_(torch.ones(2, dtype=torch.float64)),
    lambda: y.resize_(1),
]:
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
with torch.no_grad():
    y.set_(torch.zeros(3))
    try:
        y.resize_(2)
    except RuntimeError as error:
        print(error)
print(y, y.is_leaf)
