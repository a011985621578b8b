# Variable(tensor, requires_grad=True) of old programs makes a plain tensor that shares memory and version
# tier: 2
import warnings

import torch
from torch.autograd import Variable

x = Variable(torch.ones(2, 2), requires_grad=True)
y = (x + 2) * 3
y.mean().backward()
print(x, y.grad_fn, x.grad, type(x))
print(Variable, type(Variable), isinstance(x, Variable), isinstance(3, Variable), issubclass(torch.Tensor, Variable))
t = torch.ones(2)
v = Variable(t)
v.add_(1)
print(v is t, t, t._version, v._version, v._is_view(), Variable(t.view(1, 2))._is_view())
w = Variable(y)
w.mul_(3)
print(y, y._version, w.is_leaf, w.requires_grad)


def attempt(*args, **kwargs):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            print(repr(Variable(*args, **kwargs)), [str(each.message) for each in seen])
        except Exception as e:
            print(type(e).__name__, e, [str(each.message) for each in seen])


attempt()
attempt(None, True)
attempt(torch.nn.Parameter(t))
attempt(data=t, requires_grad=1)
attempt(t, volatile=True)
attempt(t, True, True)
attempt(t.int(), True)
attempt([1.0], True)
attempt("a")
attempt(t, "a")
attempt(t, None)
attempt(t, 1.5)
with torch.no_grad():
    attempt(t, requires_grad=True)
with torch.inference_mode():
    made = torch.ones(1)
    attempt(made, True)
attempt(made)
attempt(made, True)
