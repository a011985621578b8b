# torch.func keeps the history of what a closure brings in, drops its own, and takes trees of tensors
# tier: 3
import torch
from torch import func
a = torch.tensor(3.0, requires_grad=True)
b = a * 2
g = func.grad(lambda x: (x * b).sum())(torch.ones(2))
print(g, g.grad_fn.next_functions[1][0].name())
g.sum().backward()
print(a.grad)
for aux in (a, 2.0):
    print(func.grad(lambda x: ((x * a).sum(), x * aux), has_aux=True)(torch.ones(2)))
print(func.grad_and_value(lambda x: x**2 * a)(torch.tensor(2.0)))
print(func.grad_and_value(lambda x: x**2)(torch.tensor(2.0)))
value, pull = func.vjp(lambda x: x * a, torch.ones(2))
print(value, pull(torch.ones(2)))
value, pull = func.vjp(lambda x: x * 2, torch.ones(2))
print(value, pull(torch.ones(2)), pull(torch.ones(2, requires_grad=True)))
for transform in (func.jacrev, func.jacfwd):
    print(transform(lambda x: x * a)(torch.ones(2)))
    d = {"a": torch.ones(2), "b": torch.ones(1)}
    print(transform(lambda d: d["a"] * d["b"])(d))
    print(transform(lambda d: {"s": d["a"] * 2, "t": [d["b"]]})(d))
    print(transform(lambda d, e: (d["a"] * d["b"], e), argnums=(0, 1))(d, torch.ones(1)))
    print(transform(lambda x: x[0] * 2)([torch.ones(2)]))
    print(transform(lambda x: (x * 2, x * 3), has_aux=True)(torch.ones(2)))
print(func.jacrev(lambda x: x[:0])(torch.ones(2)), func.jacrev(lambda x: x)(torch.ones(0)))
print(func.hessian(lambda d: (d["a"] ** 2).sum() * d["b"].sum())(d))
func.hessian(lambda x: (x**3 * a).sum())(torch.ones(2)).sum().backward()
print(a.grad)
with torch.no_grad():
    print(func.jacrev(lambda x: x * x)(torch.ones(2, requires_grad=True)))
for wrong in (
    lambda: func.jacrev(lambda x: 3)(torch.ones(2)),
    lambda: func.jacrev(lambda x: (x, 3))(torch.ones(2)),
    lambda: func.jacfwd(lambda x: x["a"])({"a": 3.0}),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
