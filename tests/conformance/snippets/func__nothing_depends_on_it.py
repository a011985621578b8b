# The gradient of what does not depend on the argument is zero
# tier: 3
import torch
from torch.func import grad, grad_and_value, jacrev, vjp
x = torch.tensor([1.0, 2.0])
print(grad(lambda a: torch.tensor(1.0))(x), grad(lambda a: a.detach().sum())(x), grad(lambda a: x.sum())(x))
print(grad_and_value(lambda a: a.long().sum())(x), grad(lambda a, b: a.sum(), argnums=(0, 1))(x, x))
print(vjp(lambda a: x, x)[1](x), jacrev(lambda a: x)(x))
