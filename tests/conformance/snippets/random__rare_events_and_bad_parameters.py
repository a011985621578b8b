# poisson draws PyTorch's numbers; parameters that a distribution cannot have are refused
# tier: 3
import torch
from torch import nn

torch.manual_seed(3)
print(torch.poisson(torch.tensor([0.0, 0.5, 9.9, 10.0, 30.0, 1000.0, 50.0])))
print(torch.poisson(torch.full((8,), 12.5, dtype=torch.float64)), torch.rand(1))
print(torch.empty(6, dtype=torch.bool).random_(), torch.empty(6, dtype=torch.bool).random_(0, 2))
print(nn.init.trunc_normal_(torch.empty(5), a=0.0, b=3.0), torch.rand(1))
print(nn.init.trunc_normal_(torch.empty(5), a=1.0, b=3.0), torch.rand(1))
print(nn.init.trunc_normal_(torch.empty(9), mean=-0.5, a=-0.1, b=0.3), torch.rand(1))
print(nn.init.calculate_gain("linear"), nn.init.calculate_gain("leaky_relu", 1))
x = torch.empty(1)
for attempt in (
    lambda: torch.normal(torch.zeros(2), torch.tensor([-1.0, 1])),
    lambda: torch.normal(0.0, torch.tensor([float("nan"), 1])),
    lambda: x.exponential_(-1.5), lambda: x.exponential_(0), lambda: x.long().exponential_(),
    lambda: x.long().cauchy_(), lambda: x.random_(5, 2), lambda: x.random_(0),
    lambda: x.uniform_(0, float("inf")), lambda: x.uniform_(float("nan"), 0),
    lambda: x.half().uniform_(0, 1e6), lambda: torch.poisson(torch.tensor([-1.0])),
    lambda: torch.poisson(torch.tensor([float("nan")])), lambda: torch.poisson(torch.tensor([1])),
    lambda: nn.init.calculate_gain("leaky_relu", "a"),
    lambda: nn.init.calculate_gain("leaky_relu", True),
):  # fmt: skip
    try:
        print("!!", attempt())
    except (NotImplementedError, RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
