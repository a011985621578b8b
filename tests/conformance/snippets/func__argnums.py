# argnums that are none
# tier: 3
import torch
from torch.func import grad, hessian, jacfwd, jacrev
x = torch.tensor([1.0, 2.0])
for call in (lambda: grad(lambda a: a.sum(), argnums="0")(x), lambda: grad(lambda a: a.sum(), argnums=(0, 1.0))(x),
             lambda: jacrev(lambda a: a, argnums=None)(x), lambda: jacfwd(lambda a: a, argnums="0")(x), lambda: hessian(lambda a: a.sum(), argnums=[0])(x)):
    try:
        print(call())
    except RuntimeError as error:
        print(error)
