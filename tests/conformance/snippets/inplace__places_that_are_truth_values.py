# True and False as an index, and one number of another dtype written where a mask says
# tier: 3
import torch

x = torch.tensor([1.0, 2.0])
x[False] = 1.0
print(x, x._version)
x[True] = 4
print(x, x._version)
x[True, 0] = 7
x[False, 0] = 7
print(x, x._version, x[True], x[False])
leaf = torch.tensor([1.0], requires_grad=True)
leaf[False] = 1.0
y = leaf * 1
y[True] = 2.0
print(leaf, y, y._version)
for call in [lambda: leaf.__setitem__(True, 1.0), lambda: leaf.index_put_((leaf > 0,), torch.tensor(1))]:
    try:
        call()
    except RuntimeError as error:
        print(error)
x = torch.tensor(3.0)
u = x.unsqueeze(-1)
u.index_put_((u > 1.5,), torch.tensor(1))
print(x, u)
x = torch.arange(3)
x.index_put_((x > 0,), torch.tensor(7.5))
print(x)
for value in [torch.tensor([7, 8]), torch.tensor(7), torch.tensor([7])]:
    for places in [torch.tensor([0, 1]), torch.tensor([True, False, True])]:
        for accumulate in (False, True):
            x = torch.zeros(3)
            try:
                print(x.index_put_((places,), value, accumulate), x._version)
            except Exception as error:
                print(type(error).__name__, error)
v = torch.tensor(2, dtype=torch.float64, requires_grad=True)
x = torch.arange(3.0)
x.index_put_((x > 0.5,), v)
x.sum().backward()
print(x, v.grad)
