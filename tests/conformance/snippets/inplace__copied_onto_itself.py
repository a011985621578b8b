# A copy onto the same elements is none, even where two lie at one place, and counts all the same
# tier: 3
import torch

x = torch.ones(1, 1)
y = x.expand(1, 3)
y.copy_(y)
y[:] = y
print(x, y._version)
x = torch.ones(2, 2, requires_grad=True)
z = x * 1
z.copy_(z)
z.copy_(z.view(4).view(2, 2))
print(z._version, z.grad_fn.name())
z.sum().backward()
print(x.grad)
for wrong in (lambda: y.copy_(torch.ones(3)), lambda: x.data[:1].copy_(x.data.t()[:1])):
    try:
        wrong()
        print("fine")
    except RuntimeError as error:
        print(error)
leaf = torch.ones(1, 1, requires_grad=True)
for wrong in (leaf, leaf * 1):
    try:
        wrong[0] = wrong
    except RuntimeError as error:
        print(error)
truth = torch.ones(1) > 0
truth[0] = truth
print(truth)
