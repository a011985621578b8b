# Forward and backward hooks of a module, before and after
# tier: 3
import torch
import torch.nn as nn
m = nn.Linear(2, 1)
for p in m.parameters(): nn.init.ones_(p)
h1 = m.register_forward_pre_hook(lambda mod, inp: print("pre", type(mod).__name__, inp))
h2 = m.register_forward_hook(lambda mod, inp, out: print("fwd", inp, out))
h3 = m.register_full_backward_hook(lambda mod, gi, go: print("bwd", gi, go))
h4 = m.register_full_backward_pre_hook(lambda mod, go: print("bpre", go))
x = torch.ones(1, 2, requires_grad=True)
o = m(x); print(o)
o.sum().backward()
for h in (h1, h2, h3, h4): h.remove()
print(m(x))
