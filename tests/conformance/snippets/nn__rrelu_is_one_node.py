# rrelu is one node that saves the slopes it drew; in place it has its slopes from the result
# tier: 3
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
x = torch.tensor([[-1.0, 2.0, -7.0]], requires_grad=True)
for training in (True, False):
    y = F.rrelu(x, training=training)
    node = y.grad_fn
    print(y, node._saved_lower, node._saved_upper, node._saved_training, node._saved_self)
    print(torch.autograd.grad(y.sum(), x))
    z = x * 1
    F.rrelu(z, training=training, inplace=True)
    print(z, z.grad_fn._saved_result)
    print(torch.autograd.grad(z.sum(), x))
print(F.rrelu(x, training=True).grad_fn._saved_noise)
grad, = torch.autograd.grad((F.rrelu(x, training=True) ** 2).sum(), x, create_graph=True)
print(grad, [each.name() for each, _ in grad.grad_fn.next_functions])
print(torch.autograd.grad(grad.sum(), x))
print(nn.RReLU()(x), nn.RReLU().eval()(x))
for wrong in (lambda: F.rrelu(x, 0.5, 0.2), lambda: F.rrelu(x.long())):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
