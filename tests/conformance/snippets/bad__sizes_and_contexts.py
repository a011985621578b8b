# Sizes that do not fit rms_norm, layer_norm and bilinear; clipping before backward; a context left
# tier: 3
import torch
from torch import nn
import torch.nn.functional as F
x = torch.ones(2, 3, requires_grad=True)
calls = (
    lambda: F.rms_norm(x, (2,)),
    lambda: F.rms_norm(x, (4, 3)),
    lambda: F.rms_norm(x, ()),
    lambda: F.rms_norm(x, 3),
    lambda: F.rms_norm(x, (3,), weight=torch.ones(2)),
    lambda: F.layer_norm(x, (4, 3)),
    lambda: F.layer_norm(x, 3),
    lambda: nn.RMSNorm(3)(torch.ones(2, 4)),
    lambda: F.bilinear(x, x, torch.ones(1, 2, 3)),
    lambda: F.bilinear(x, x, torch.ones(1, 3, 2)),
    lambda: F.bilinear(x, x[0], torch.ones(1, 3, 3)),
    lambda: F.bilinear(x, x[:1], torch.ones(1, 3, 3)),
    lambda: F.bilinear(x, x, torch.ones(1, 3, 3), torch.ones(2)),
    lambda: nn.utils.clip_grad_value_([x], 1),
    lambda: nn.utils.clip_grad_value_([x], "a"),
    lambda: (x[0, 0] * 1j).backward(),
)
for call in calls:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
print(nn.RMSNorm(3)(x).detach(), nn.Bilinear(3, 3, 2)(x[0], x[0]).shape)
(x * 3).sum().backward()
nn.utils.clip_grad_value_([x], 1)
print(x.grad)
allowing = torch.autograd.graph.allow_mutation_on_saved_tensors
with allowing():
    y = x * 2
    z = y.sin()
    y.mul_(3)
    z.sum().backward()
    w = (x * 2).sin()
print(x.grad)
for again in (False, True):
    try:
        if again:
            with allowing():
                w.sum().backward()
        else:
            w.sum().backward()
    except AssertionError as error:
        print(error)
