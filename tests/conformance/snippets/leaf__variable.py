# Variable, the constructor of older code: a leaf that shares its data's memory and counter.
# tier: 2
import torch
from torch.autograd import Variable

data = torch.ones(2)
w = Variable(data, requires_grad=True)
print(w, w.is_leaf, isinstance(data, Variable), issubclass(torch.Tensor, Variable), Variable.__module__)
(w * 3).sum().backward()
print(w.grad, data.grad)
with torch.no_grad():
    w.add_(1)
print(data, data._version, w._version, w.data_ptr() == data.data_ptr())
again = Variable(w * 2)
print(again, Variable(w) is w, Variable(w).requires_grad, Variable(w, True).is_leaf)
print(Variable(), Variable(None), Variable(data=torch.ones(1), requires_grad=1))
print(Variable(torch.ones(1), volatile=True))
for wrong in (
    lambda: Variable([1.0]),
    lambda: Variable(3.0, requires_grad=True),
    lambda: Variable(torch.tensor([1, 2]), requires_grad=True),
    lambda: Variable(torch.ones(1), requires_grad=True, volatile=True),
):
    try:
        wrong()
    except (TypeError, ValueError, RuntimeError) as error:
        print(type(error).__name__, error)
