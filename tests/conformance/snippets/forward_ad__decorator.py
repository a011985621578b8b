# dual_level as a decorator, enter and exit by hand
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
@fwAD.dual_level()
def slope(f, x):
    return fwAD.unpack_dual(f(fwAD.make_dual(x, torch.ones_like(x)))).tangent
print(slope(torch.exp, torch.tensor(0.0)))
print(slope(lambda t: t ** 3, torch.tensor(2.0)))
print(fwAD.enter_dual_level())
d = fwAD.make_dual(torch.tensor(2.0), torch.tensor(1.0))
print(d * d)
fwAD.exit_dual_level()
print(d * d)
