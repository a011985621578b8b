# An empty list squeezes nothing; a tensor without dimensions is neither indexed nor unflattened
# tier: 3
import torch
from torch import nn

x = torch.ones(1, 2, 1, requires_grad=True)
print(x.squeeze(()).shape, torch.squeeze(x, []).shape, x.detach().squeeze_(()).shape)
x.squeeze(()).sum().backward()
print(x.grad.shape)
y = torch.tensor(2.0)
for wrong in (
    lambda: y[0],
    lambda: y[1],
    lambda: y[torch.tensor(0)],
    lambda: y[torch.tensor(1)],
    lambda: y[(0,)],
    lambda: y[None, 0],
    lambda: y.__setitem__(0, 1),
    lambda: y.__setitem__(torch.tensor(0), 1),
    lambda: y.unflatten(0, (1,)),
    lambda: y.unflatten(0, ()),
    lambda: nn.Unflatten(0, (1,))(y),
    lambda: torch.ones(3).unflatten(0, (2, -1)),
    lambda: torch.ones(3).unflatten(0, (-1, -1)),
    lambda: torch.ones(4).unflatten(0, (2, -1)).shape,
):
    try:
        print(wrong())
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, str(error).partition("\nException")[0])
