# parts that are not there, sizes below 0, ragged lists, truth as a factor, keywords that are unknown
# tier: 3
import torch
import torch.nn.functional as F
from torch import nn


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


x, s = torch.tensor([[1.0, 2], [3, 4]]), torch.tensor(1.0)
show(
    lambda: x.select_scatter(x[0], 0, 5),
    lambda: s.select_scatter(s, 2, 1),
    lambda: s.slice_scatter(s, 1),
    lambda: x.slice_scatter(x, step=0),
    lambda: s.chunk(0),
    lambda: x.split([-1, 3]),
    lambda: x.view(1, 2, 2).t_(),
    lambda: torch.rsub(x, 1, 2),
    lambda: torch.rsub(x, 1, True),
    lambda: x.add_(x, alpha=True),
    lambda: x.sub_(x, alpha=True),
    lambda: torch.tensor([s, [1]]),
    lambda: torch.tensor([x, (s,)]),
    lambda: F.cross_entropy(s, s),
    lambda: torch.Size([x]),
    lambda: nn.Parameter(x, None),
    lambda: nn.PReLU(1.5),
    lambda: torch.tensor([1], dtype=[1]),
    lambda: x.long() & torch.ones(3).long(),
    lambda: x.var(1, [1]),
    lambda: x.requires_grad_().cumsum(0, dtype=torch.bool),
    lambda: x.clamp(max=0, wrong=1),
    lambda: x.round(decimals=1, wrong=1),
    lambda: x.exp().grad_fn([1.0]),
    lambda: torch.linspace(0, 3, 1, dtype=torch.bool),
    lambda: torch.linspace(3, -4, 5, dtype=torch.uint8),
    lambda: torch.logspace(0, 3, 2, dtype=torch.bool),
    lambda: torch.arange(0.5, 4.5, 1.5, dtype=torch.int64),
    lambda: torch.arange(0, 4.5, 0.5, dtype=torch.int64),
)
small = torch.tensor([1, 200], dtype=torch.uint8)
print(small + 300, small * -1, small >= -1, small == -1, small.to(torch.int8) < 200)
z = torch.where(x > 1, 1j, x.detach().requires_grad_())
print(z, z.grad_fn.next_functions[1][0].name())
print([name for name in dir(x.split(1)[0].grad_fn) if name.startswith("_saved")])
print([name for name in dir(x.logsumexp(1).grad_fn) if name.startswith("_saved")])
