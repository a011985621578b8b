# torch.func: gradients of what does not depend on the argument, in inference mode, of integers; blocks
# tier: 3
import torch
from torch.func import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, linearize, vjp

y, w = torch.tensor(1.0), torch.tensor(2.0, requires_grad=True)
print(grad(lambda a: y)(y), grad(lambda a: w)(y), vjp(lambda a: y, y)[1](y))
print(grad_and_value(lambda a: y * 2)(y), grad(lambda a: torch.ones(()))(w))
x = torch.tensor([1.0, 2.0])
with torch.inference_mode():
    for made in (
        grad(lambda a: (a * x).sum())(x),
        vjp(lambda a: a * 2, x)[1](x)[0],
        jacrev(lambda a: a * a)(x),
        jacfwd(lambda a: a * a)(x),
        hessian(lambda a: (a**3).sum())(x),
        jvp(lambda a: a * a, (x,), (x,))[1],
        grad(lambda a: (a * a).sum())(torch.tensor([1.0, 3.0])),
    ):
        print(made, made.is_inference(), made.requires_grad)
for call in (jacfwd(lambda a: a), hessian(lambda a: a), lambda a: linearize(lambda b: b, a)):
    try:
        call(torch.tensor(1))
    except ValueError as error:
        print(error)
x.requires_grad_()
for function in (jacrev, jacfwd, hessian):
    made = function(lambda a: (a**2).sum())(x)
    print(made.grad_fn.name(), made.grad_fn.next_functions[0][0].name())
    try:
        made.mul_(2)
    except RuntimeError as error:
        print(str(error)[:120])
