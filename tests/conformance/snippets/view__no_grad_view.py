# A view made under no_grad requires grad through its base, and leads nowhere
# tier: 2
import torch
x = torch.ones(2, 2, requires_grad=True)
with torch.no_grad():
    v = x[0]
print(v.requires_grad, v.is_leaf, v.grad_fn, v._base is x)
y = v * 2
print(y.grad_fn.next_functions)
y.sum().backward()
print(x.grad)
