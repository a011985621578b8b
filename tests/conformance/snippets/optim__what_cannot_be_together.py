# Options that exclude each other, the order of a loaded group, and a rounding that div has not
# tier: 3
import torch
from torch import optim

p = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
for attempt in (
    lambda: optim.Adam([p], fused=True, foreach=True),
    lambda: optim.SGD([p], fused=True, foreach=True),
    lambda: optim.AdamW([p], fused=True, differentiable=True),
    lambda: optim.Adagrad([p], fused=True, foreach=True),
    lambda: torch.div(p, 2, rounding_mode="up"),
    lambda: torch.div(p.detach().int(), 2, rounding_mode="round"),
):
    try:
        print("!!", attempt())
    except RuntimeError as error:
        print(type(error).__name__, error)
o = optim.SGD([p], lr=0.1)
print(list(o.param_groups[0]))
o.load_state_dict(o.state_dict())
print(list(o.param_groups[0]), o.param_groups[0]["params"][0] is p)
