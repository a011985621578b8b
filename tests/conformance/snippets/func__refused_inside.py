# What cannot be called inside of a function that is transformed
# tier: 3
import torch
from torch.func import grad, jacrev, jvp, vjp, vmap
z = torch.ones(2, requires_grad=True)
def each(a):
    for call in (a.requires_grad_, (z * 2).sum().backward, lambda: a.add_(1)):
        try:
            call()
        except RuntimeError as error:
            print(str(error)[:100])
    return a.sum()
x = torch.tensor([1.0, 2.0])
grad(each)(x)
vjp(each, x)
jacrev(each)(x)
def mapped(a):
    a.requires_grad_()
    return a
vmap(mapped)(torch.ones(1, 2))
