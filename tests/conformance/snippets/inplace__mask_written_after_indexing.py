# a mask that indexed is saved: writing it breaks the backward
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
mask = x > 1
y = x[mask]
mask[0] = True
try:
    y.sum().backward()
except RuntimeError as error:
    print(error)
