# `out=` of another shape keeps its memory; a sum into its own input begins with 0
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
for shape in ([1], [2, 2]):
    a = torch.ones(shape)
    print(torch.sum(a, 0, out=a), torch.sum(a, out=torch.empty(0)))
b = torch.tensor([[1.0, 2], [3, 4]])
torch.sum(b, 0, out=b[0])
print(b)
b.resize_as_(torch.tensor(3.0))
print(b)
