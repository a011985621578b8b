# autograd.functional: forms of inputs, strict, and what is refused
# tier: 3
import torch
from torch.autograd.functional import jacobian, hessian, vjp, jvp, hvp, vhp
x = torch.tensor([1., 2.]); y = torch.tensor([3., 4.])
def t(*fs):
    for k, f in enumerate(fs):
        try: print(k, f())
        except Exception as e: print(k, type(e).__name__, e)
t(lambda: jacobian(lambda a: a ** 2, x), lambda: jacobian(lambda a, b: a * b, (x, y)), lambda: jacobian(lambda a: (a, a.sum()), x), lambda: jacobian(lambda a: a.sum(), x), lambda: hessian(lambda a: (a ** 3).sum(), x), lambda: hessian(lambda a, b: (a * b).sum(), (x, y)), lambda: hessian(lambda a: a ** 2, x), lambda: vjp(lambda a: a ** 2, x, torch.ones(2)), lambda: vjp(lambda a: a ** 2, x), lambda: vjp(lambda a: a.sum(), x), lambda: jvp(lambda a: a ** 2, x, torch.ones(2)), lambda: jvp(lambda a: a.exp(), x, torch.ones(3)), lambda: hvp(lambda a: (a ** 3).sum(), x, torch.ones(2)), lambda: vhp(lambda a: (a ** 3).sum(), x, torch.ones(2)), lambda: jacobian(lambda a: 3, x), lambda: jacobian(lambda a: a.detach(), x), lambda: jacobian(lambda a: a.detach(), x, strict=True), lambda: jacobian(lambda a: a ** 2, [1., 2.]), lambda: jacobian(lambda a: a ** 2, x, create_graph=True), lambda: jacobian(lambda a: a ** 2, x.clone().requires_grad_(), create_graph=True), lambda: jacobian(lambda a: a ** 2, x, vectorize=True), lambda: jacobian(lambda a: a**2, torch.ones(2,2)), lambda: hessian(lambda a: a.sum(), x), lambda: hessian(lambda a: a.sum(), x, strict=True), lambda: hvp(lambda a: a ** 2, x, torch.ones(2)), lambda: vjp(lambda a: a**2, x, (torch.ones(2), torch.ones(2))), lambda: vjp(lambda a, b: a * b, (x, y), torch.ones(2)), lambda: jvp(lambda a, b: a * b, (x, y), (torch.ones(2), torch.zeros(2))), lambda: jvp(lambda a: a**2, x))
