# Attributes that cannot be deleted, and those that can
# tier: 3
import torch
x = torch.ones(2, requires_grad=True)
x.sum().backward()
del x.grad
print(x.grad)
for name in ("is_leaf", "grad_fn", "_version", "shape", "data", "requires_grad"):
    try:
        delattr(x, name)
    except (AttributeError, RuntimeError) as error:
        print(type(error).__name__, error)
