# Hooks that cannot be called, or come too late
# tier: 3
import torch
x = torch.ones(2, requires_grad=True)
y = x * x
try:
    y.grad_fn._raw_saved_self.register_hooks(lambda t: t)
except TypeError as error:
    print(str(error).splitlines()[0])
y.sum().backward()
print(type(y.grad_fn._raw_saved_self).__name__)
try:
    y.grad_fn._raw_saved_self.register_hooks(lambda t: t, lambda t: t)
except RuntimeError as error:
    print(error)
with torch.autograd.graph.saved_tensors_hooks(1, 2):
    x * x
