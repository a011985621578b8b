# The tangent has a graph: backward through it
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0], requires_grad=True)
v = torch.tensor([1.0, 3.0], requires_grad=True)
with fwAD.dual_level():
    d = fwAD.make_dual(x, v)
    y = d * d
    print(y)
    p, t = fwAD.unpack_dual(y)
    print(p, t)
    z = (d ** 3).sum()
    print(z)
    fwAD.unpack_dual(z).tangent.backward()
print(x.grad, v.grad)
