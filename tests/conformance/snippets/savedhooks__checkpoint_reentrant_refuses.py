# The reentrant checkpoint works with backward alone, and once
# tier: 3
import torch
from torch.utils.checkpoint import checkpoint
x = torch.ones(2, requires_grad=True)
def refused(call):
    try:
        call()
    except RuntimeError as error:
        print(type(error).__name__, error)
make = lambda **words: checkpoint(lambda t: t.sin(), x, use_reentrant=True, **words).sum()
refused(lambda: torch.autograd.grad(make(), x))
refused(lambda: make().backward(inputs=[x]))
y = make()
y.backward()
refused(y.backward)
print(x.grad)
