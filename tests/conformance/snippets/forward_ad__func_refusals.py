# What torch.func.jvp and jacfwd refuse
# tier: 3
import torch
import torch.autograd.forward_ad as fwAD
from torch.func import jacfwd, jvp
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
f = lambda t: (t ** 3).sum()
def t(g):
    try:
        print(g())
    except Exception as error:
        print(type(error).__name__, error)
t(lambda: jvp(f, x, v))
t(lambda: jvp(f, (x,), v))
t(lambda: jvp(f, (x,), (v, v)))
t(lambda: jvp(f, (x,), (v[:2],)))
t(lambda: jvp(f, (), ()))
t(lambda: jvp(f, (1.0,), (v,)))
t(lambda: jvp(lambda a: 3.0, (x,), (v,)))
t(lambda: jvp(lambda a: a, (x,), (v,), has_aux=True))
t(lambda: jvp(lambda a: (a.sin(), a), (x,), (v,), has_aux=True))
t(lambda: jvp(lambda a: torch.ones(2), (x,), (v,)))
t(lambda: jvp(lambda d: d['a'] * 2, ({'a': x},), ({'a': v},)))
t(lambda: jvp(lambda a: {'a': a, 'b': [a.sum()]}, (x,), (v,)))
t(lambda: jacfwd(f)(3.0))
t(lambda: jacfwd(lambda a: 3.0)(x))
