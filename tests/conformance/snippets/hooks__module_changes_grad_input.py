# A backward hook that replaces gradients, and one that returns too many
# tier: 3
import torch
import torch.nn as nn
m = nn.Linear(2, 1)
m.register_full_backward_hook(lambda mod, gi, go: (torch.zeros(1, 2),))
for p in m.parameters(): nn.init.ones_(p)
x = torch.ones(1, 2, requires_grad=True)
m(x).sum().backward(); print(x.grad)
m.register_full_backward_hook(lambda mod, gi, go: (torch.zeros(1, 2),) * 2)
m(x).sum().backward()
