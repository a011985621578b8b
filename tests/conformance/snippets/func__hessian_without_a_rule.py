# Hessians of functions whose backward has no rule of its own for forward mode
# tier: 2
import torch
import torch.nn.functional as F
from torch.func import grad, hessian, jacrev, jvp, vmap

x = torch.tensor([0.5, -0.25], dtype=torch.float64)
w = torch.tensor([[1.0, 2.0]], dtype=torch.float64)


def layer(v):
    return torch.tanh(F.linear(v, w))


def near(a, b):
    return torch.allclose(a, b, atol=1e-12)


twice = jacrev(jacrev(layer))(x)
print(hessian(layer)(x).shape, near(hessian(layer)(x), twice))
batch = vmap(hessian(layer))(torch.stack([x, 2 * x]))
print(batch.shape, near(batch[0], twice), batch.requires_grad)
for f in (torch.sigmoid, F.gelu, F.softplus):
    value, change = jvp(grad(lambda v: f(v).sum()), (x,), (torch.ones(2, dtype=torch.float64),))
    print(near(change, hessian(lambda v: f(v).sum())(x).sum(1)))
y = x.clone().requires_grad_()
hessian(lambda v: torch.tanh(v * y).sum())(x).sum().backward()
print(y.grad is not None)
try:
    hessian(lambda v: torch.tanh(v.clone().requires_grad_()).sum())(x)
except RuntimeError as error:
    print(error)
