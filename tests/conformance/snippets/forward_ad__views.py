# A write through a view reaches the tangent of its base
# tier: 3
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
with fwAD.dual_level():
    d = fwAD.make_dual(x.clone(), v.clone())
    w = d[:2]
    w.mul_(10); print(d, w)
    d.add_(1); print(d, w)
    c = torch.zeros(3)
    c[0] = d[1]; print(c, c[0], c[1:])
    e = torch.zeros(2, 3)
    r = e[0]
    e[0] = d; print(r); print(e)
    e[1].copy_(d); print(e)
    q = torch.zeros(3)
    q[:2] = d[1:]; q[1:] *= 3; print(q)
    f = d.clone(); f.unsqueeze_(0); print(f); f.squeeze_(); print(f)
