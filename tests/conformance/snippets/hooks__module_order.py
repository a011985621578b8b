# The order in which backward hooks of modules fire
# tier: 3
import torch
import torch.nn as nn
m = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
for p in m.parameters(): nn.init.ones_(p)
names = []
for n, mod in m.named_modules():
    mod.register_full_backward_hook(lambda mo, gi, go, n=n: names.append((n, [None if g is None else tuple(g.shape) for g in gi], [tuple(g.shape) for g in go])))
m(torch.ones(3, 2)).sum().backward()
print(names)
