# a gradient that is a view of what the program gave shares its memory; else it is a copy
# tier: 3
import torch

x = torch.tensor([[1.0, 2.0]], requires_grad=True)
g = torch.tensor([3.0, 4.0])
x.view(2).backward(g)
print(x.grad.data_ptr() == g.data_ptr(), x.grad._version)
g.mul_(2)
x.grad.add_(1)
x.sum().backward()
print(x.grad, g, g._version, x.grad._version)
y = x.view(2)
x.grad = None
y.backward(y)
x.backward(torch.ones(1, 2))
print(x, x.grad, x._version)
g = torch.ones(2)
x.grad = None
(x * 1).view(2).backward(g)
print(x.grad.data_ptr() == g.data_ptr())
x.grad = None
(x + 0).backward(torch.ones(1, 2))
z = torch.ones(2, 3, requires_grad=True)
h = torch.ones(3, 2)
z.t().backward(h)
print(z.grad.data_ptr() == h.data_ptr(), z.grad.stride())
d = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
d.view(4).backward(torch.ones(4))
print(d.grad)
r = torch.tensor([[1.0], [1.5]])
r[0] = r[1:]
print(r)
