# Derivatives of derivatives of functions whose backward has no rule of its own for forward mode.
# tier: 2
import torch
import torch.nn.functional as F
from torch.func import grad, hessian, jacfwd, jacrev, jvp, vmap

x = torch.tensor([0.5, -0.25, 1.0], dtype=torch.float64)
w = torch.tensor([[1.0, 2.0, -1.0], [0.5, 0.0, 0.25]], dtype=torch.float64)


def layer(v):
    return torch.tanh(F.linear(v, w))


def near(a, b):
    return torch.allclose(a, b, atol=1e-12)


twice = jacrev(jacrev(layer))(x)
print(hessian(layer)(x).shape, near(hessian(layer)(x), twice), near(jacfwd(jacfwd(layer))(x), twice))
batch = vmap(hessian(layer))(torch.stack([x, 2 * x]))
print(batch.shape, near(batch[0], twice), batch.requires_grad)
for f in (torch.sigmoid, F.gelu, F.silu, F.softplus, lambda v: F.log_softmax(v, 0)):
    def total(v):
        return f(v).pow(2).sum()

    value, change = jvp(grad(total), (x,), (torch.ones(3, dtype=torch.float64),))
    print(near(change, hessian(total)(x).sum(1)), near(hessian(total)(x), jacrev(jacrev(total))(x)))
y = x.clone().requires_grad_()
hessian(lambda v: torch.tanh(v * y).sum())(x).sum().backward()
print(y.grad is not None)
try:
    hessian(lambda v: torch.tanh(v.clone().requires_grad_()).sum())(x)
except RuntimeError as error:
    print(error)
for f in (torch.prod, torch.norm, torch.std, lambda v: torch.cumprod(v, 0), lambda v: F.cosine_similarity(v, w[0], 0)):
    print(near(jacfwd(jacfwd(f))(x), jacrev(jacrev(f))(x)))
