# A dual tensor carries a tangent through operations
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
with fwAD.dual_level():
    d = fwAD.make_dual(x, v)
    print(d, d._is_view(), d._base is x, d.is_leaf, d.requires_grad)
    y = d * d + d.sin()
    print(y)
    print(fwAD.unpack_dual(y))
    print(fwAD.unpack_dual(d).tangent is v)
    print(fwAD.unpack_dual(x))
print(d, y)
print(fwAD.unpack_dual(y))
