# The end of a chain of views written: CopySlices on the base
# tier: 2
import torch

x = torch.arange(6., requires_grad=True)
y = x * 1
v = y.view(2, 3)
w = v[1]
w.mul_(5)
print(w.grad_fn.name(), v.grad_fn.name(), y.grad_fn.name())
print(y.grad_fn.next_functions)
y.sum().backward()
print(x.grad)
