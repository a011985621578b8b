# x[:] is a slice, x[...] and x[()] are aliases
# tier: 3
import torch
x = torch.ones(2, 2, requires_grad=True)
for y in (x[:], x[...], x[()], x[:, :], x[0:2], x[0, :]):
    print(y.grad_fn.name())
