# The tangent of a gradient is a Hessian-vector product
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0], requires_grad=True)
v = torch.tensor([1.0, 3.0])
with fwAD.dual_level():
    d = fwAD.make_dual(x, v)
    for f in (lambda t: (t ** 3).sum(), lambda t: (t.exp() * t).sum(), lambda t: t.sigmoid().prod()):
        g, = torch.autograd.grad(f(d), d)
        print(g)
        print(fwAD.unpack_dual(g).tangent)
    d.tanh().sum().backward()
    print(x.grad)
