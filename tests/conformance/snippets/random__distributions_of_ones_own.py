# A distribution of one's own expands without constraints; parameters that cannot be drawn from
# tier: 3
import torch
from torch.distributions import Dirichlet, Gamma, Normal, Uniform


class Own(Uniform):
    arg_constraints = {}


class Second(Normal):
    pass


print(Own(0.0, 1.0).expand((2,)).low, Second(0.0, 1.0).expand((2,)).expand((3, 2)).scale)
whole = torch.tensor([1, 2])
for attempt in (
    lambda: Gamma(whole, whole).sample(), lambda: Dirichlet(whole).sample(),
    lambda: torch.poisson(torch.tensor([float("inf")])),
):  # fmt: skip
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
linear = torch.nn.Linear(1, 1)
linear.state_dict()
print([name for name in vars(linear) if name.endswith("_saving")])
