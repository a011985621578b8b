# Outputs of split may be written while nothing is tracked, not with a tracked value
# tier: 3
import torch
x = torch.ones(4)
a, b = x.split(2)
a.add_(1)
print(x, x._version)
a.mul_(torch.tensor([1.0, 2.0], requires_grad=True))
