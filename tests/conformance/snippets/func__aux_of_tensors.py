# What a function of torch.func gives beside its result are tensors, too
# tier: 2
import torch
from torch.func import grad, grad_and_value, jacfwd, jacrev, jvp, vjp

x = torch.ones(2)
WAYS = {
    "grad": lambda f: grad(f, has_aux=True)(x),
    "grad_and_value": lambda f: grad_and_value(f, has_aux=True)(x),
    "vjp": lambda f: vjp(f, x, has_aux=True)[2],
    "jacrev": lambda f: jacrev(f, has_aux=True)(x),
    "jacfwd": lambda f: jacfwd(f, has_aux=True)(x),
    "jvp": lambda f: jvp(f, (x,), (x,), has_aux=True),
}
FUNCTIONS = [
    *[lambda x, aux=aux: (x.sum(), aux) for aux in (x, [x], {"a": x}, (), [], "a", 3, None, (x, 3), {"a": 1.0})],
    lambda x: (x, "a"),
    lambda x: (3, "a"),
    lambda x: ((x, 3), x),
    lambda x: x.sum(),
    lambda x: [x.sum(), x],
    lambda x: (x.sum(), x, x),
]
for i, function in enumerate(FUNCTIONS):
    for name, way in WAYS.items():
        try:
            print(i, name, way(function))
        except Exception as e:
            print(i, name, type(e).__name__, e)
try:
    vjp(lambda x: 3, x)
except Exception as e:
    print(type(e).__name__, e)
