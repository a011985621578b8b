# In-place operations write the tangent, too
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
with fwAD.dual_level():
    a = fwAD.make_dual(x.clone(), v.clone())
    a.mul_(3); print(a)
    a.mul_(a); print(a)
    a.sin_(); print(a)
    b = torch.ones(3)
    b.add_(a); print(b)
    b.add_(a); print(b)
    a.zero_(); print(a)
    mine = v.clone()
    c = fwAD.make_dual(x.clone(), mine)
    c += 1; c *= 2; c /= 4; print(c)
    print(mine, v)
    c.fill_(2); print(c)
    c.copy_(b); print(c)
    c.clamp_(max=1.5); print(c)
