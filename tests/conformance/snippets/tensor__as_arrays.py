# torch.asarray: copies, dtypes, requires_grad
# tier: 3
import torch


def show(found):
    try:
        print(found())
    except Exception as error:
        print(type(error).__name__, error)

t = torch.asarray([1, 2, 3])
show(lambda: torch.asarray(torch.ones(2, requires_grad=True), requires_grad=False))
show(lambda: torch.asarray(torch.ones(2, requires_grad=True), requires_grad=True))
show(lambda: torch.asarray(torch.ones(2, requires_grad=True) * 2, requires_grad=True))
show(lambda: torch.asarray([1, 2], copy=False))
show(lambda: torch.asarray([1, 2], requires_grad=True))
show(lambda: torch.asarray(t, dtype=torch.float64, requires_grad=True))
show(lambda: torch.asarray(3.0, copy=True))
show(lambda: torch.asarray(t, copy=True, dtype=torch.int32))
show(lambda: torch.asarray((1.0, [2])))
show(lambda: torch.asarray('a'))
t = torch.asarray([1, 2, 3])
show(lambda: torch.asarray(t, copy=True) is t)
show(lambda: torch.asarray(t) is t)
show(lambda: torch.asarray(t, dtype=torch.float32))
show(lambda: torch.asarray(t, copy=False) is t)
show(lambda: torch.asarray([1.0], requires_grad=True))
show(lambda: torch.asarray(t, dtype=torch.float32, copy=False))
show(lambda: torch.asarray(3))
