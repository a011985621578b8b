# activations written into their input keep their result, not the input
# tier: 3
import torch
import torch.nn as nn
import torch.nn.functional as F


def go(function, later=None):
    w = torch.tensor([-2.0, -0.5, 0.5, 2.0], requires_grad=True)
    h = w * 1
    y = function(h)
    if later:
        later(h)
    print(y.grad_fn.name(), y is h, h._version, [n for n in dir(y.grad_fn) if n.startswith("_saved")])
    try:
        y.sum().backward()
        print(w.grad)
    except RuntimeError as error:
        print(error)


go(lambda h: F.leaky_relu_(h, 0.1))
go(lambda h: F.leaky_relu(h, 0.1, inplace=True))
go(lambda h: F.leaky_relu_(h, -0.1))
go(lambda h: F.leaky_relu_(h), lambda h: h.add_(1))
go(lambda h: F.elu_(h, 0.5))
go(lambda h: F.elu(h, -1.0, inplace=True))
go(lambda h: F.celu(h, 0.5, inplace=True))
go(lambda h: F.selu(h, inplace=True))
go(lambda h: F.threshold_(h, 0.1, 5.0))
go(lambda h: F.hardtanh_(h))
go(lambda h: F.relu6(h, True))
go(lambda h: F.silu(h, inplace=True))
go(lambda h: F.mish(h, inplace=True))
go(lambda h: F.hardswish(h, inplace=True))
go(lambda h: F.hardsigmoid(h, inplace=True))
print(nn.Mish(inplace=True), nn.Hardswish(True), nn.CELU(0.5, True))
