# torch.func: jvp within jvp and grad, jacfwd
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
from torch.func import grad, hessian, jacfwd, jacrev, jvp
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
f = lambda t: (t ** 3).sum()
print(jvp(f, (x,), (v,)))
print(jvp(lambda t: jvp(f, (t,), (v,))[1], (x,), (v,)))
print(grad(lambda t: jvp(f, (t,), (v,))[1])(x))
print(jvp(grad(f), (x,), (v,)))
print(jacfwd(torch.sin)(x))
for h in (jacfwd(jacrev(f)), jacfwd(jacfwd(f)), jacrev(jacfwd(f)), hessian(f)):
    print(h(x))
print(jacfwd(lambda a, b: a * b, argnums=(0, 1))(x, v))
print(jacfwd(lambda a: (a * 2, a.sum()))(x))
print(jacfwd(lambda a: (a * 2, a.sum()), has_aux=True)(x))
r = x.clone().requires_grad_()
out, t = jvp(f, (r,), (v,))
print(out, t)
t.backward()
print(r.grad)
