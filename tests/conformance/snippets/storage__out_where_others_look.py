# `out=` of another shape keeps its memory
# tier: 3
import warnings

import torch

warnings.simplefilter("ignore")
x = torch.tensor([1.0, 2, 3, 4])
for call in (
    lambda: torch.add(x[:2], x[2:], out=x[1:3]),
    lambda: torch.exp(x[1:], out=x[:-1]),
    lambda: torch.mul(x[0], x, out=x),
):
    try:
        print(call())
    except RuntimeError as error:
        print(error)
y = torch.ones(1)
torch.add(torch.tensor([[1.0]]), 1.0, out=y.detach())
print(y, y._version)
z = torch.ones(2, 3)
looks = z.detach()
torch.add(torch.full((5, 2), 6.0), 1.0, out=looks)
print(z, looks.shape)
b = torch.tensor([[1.0, 2], [3, 4]])
b.resize_as_(torch.tensor(3.0))
print(b)
