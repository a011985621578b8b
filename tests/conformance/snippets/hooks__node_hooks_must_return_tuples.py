# what hooks of nodes may return
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
for hook in (lambda to, got: to[0], lambda to, got: [to[0]], lambda to, got: (3,), lambda to, got: (torch.ones(3),),
             lambda to, got: (torch.ones(2).double(),), lambda to, got: (None,), lambda to, got: (to[0] * 2,)):
    y = x.exp()
    y.grad_fn.register_hook(hook)
    try:
        y.sum().backward()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
    print(x.grad)
    x.grad = None
y = x.exp()
y.grad_fn.register_prehook(lambda got: got[0] * 3)
try:
    y.sum().backward()
except TypeError as error:
    print(error)
