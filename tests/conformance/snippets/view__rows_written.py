# Rows of an iteration are outputs of one unbind, which may not be written
# tier: 2
import torch

x = torch.arange(6., requires_grad=True).reshape(2, 3) * 1
s = 0
for r in x:
    s = s + r.sum()
print(s)
for r in x:
    r.mul_(2)
