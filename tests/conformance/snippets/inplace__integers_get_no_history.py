# what is written into booleans or integers has no history
# tier: 3
import torch
x = torch.tensor([1.0, 0.0], requires_grad=True)
for y in (torch.tensor([False, False]), torch.tensor([0, 0])):
    y.copy_(x)
    print(y, y.requires_grad, y._version)
