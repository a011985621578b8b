# What old constructors, a hook on several gradients, a margin and a number of threads cannot be
# tier: 3
import torch
import torch.nn.functional as F
from torch import optim

x = torch.arange(6.0).view(2, 3)
for attempt in (
    lambda: torch.Tensor(2.5), lambda: torch.Tensor(True), lambda: torch.Tensor(None),
    lambda: torch.Tensor({1}), lambda: torch.LongTensor(3.0), lambda: torch.Tensor(range(2)),
    lambda: torch.tensor(b"ab"), lambda: torch.tensor([b"a"]),
    lambda: torch.tensor(bytearray(b"ab")), lambda: F.triplet_margin_loss(x, x, x, margin=0),
    lambda: torch.set_num_threads(0),
    lambda: torch.autograd.graph.register_multi_grad_hook([x], print, mode="some"),
):  # fmt: skip
    try:
        print(attempt())
    except (TypeError, ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
o = optim.SGD([torch.nn.Parameter(x)], lr=0.1)
print(list(optim.lr_scheduler.LambdaLR(o, lambda epoch: 0.5).state_dict()))
