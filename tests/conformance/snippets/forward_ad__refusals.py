# What dual tensors and levels refuse
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
def t(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
t(lambda: fwAD.make_dual(x, v))
t(fwAD.exit_dual_level)
with fwAD.dual_level() as level:
    print(level)
    d = fwAD.make_dual(x, v)
    t(lambda: fwAD.make_dual(d, v))
    t(lambda: fwAD.make_dual(x, v[:2]))
    t(lambda: fwAD.make_dual(torch.tensor([1, 2]), v))
    t(lambda: fwAD.make_dual(x, torch.tensor([1, 2, 3])))
    t(lambda: fwAD.make_dual(x, 1.0))
    t(lambda: fwAD.make_dual(x, v, level=3))
    t(lambda: fwAD.exit_dual_level(level=3))
    t(fwAD.enter_dual_level)
    t(lambda: fwAD.dual_level().__enter__())
    t(lambda: torch.func.jvp(torch.sin, (x,), (v,)))
    t(lambda: torch.cdist(d.view(3, 1), x.view(3, 1)))
t(fwAD.exit_dual_level)
