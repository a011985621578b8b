# A tangent that lies otherwise in memory is copied
# tier: 3
import torch
import torch.autograd.forward_ad as fwAD
x = torch.arange(6.0).reshape(2, 3)
with fwAD.dual_level():
    v = torch.ones(3, 2).t()
    d = fwAD.make_dual(x, v)
    t = fwAD.unpack_dual(d).tangent
    print(d, t is v, t.stride(), v.stride())
    v = torch.ones(2, 3)
    print(fwAD.unpack_dual(fwAD.make_dual(x, v)).tangent is v)
    v = torch.ones(4, 3)[:2]
    print(fwAD.unpack_dual(fwAD.make_dual(x, v)).tangent is v)
    print(fwAD.make_dual(x, torch.ones(2, 3, dtype=torch.float64)))
