# A bilinear map is one node between views of rows; its gradients are maps of the same kind
# tier: 3
import torch
import torch.nn.functional as F
from torch import nn


def shown(tensor):
    nodes = [tensor.grad_fn]
    for node in nodes:
        nodes += [each for each, _ in node.next_functions if each is not None]
    return [node.name() for node in nodes]


x = torch.arange(6.0).view(2, 3).requires_grad_()
z = torch.arange(4.0).view(2, 2).requires_grad_()
w = torch.arange(12.0).view(2, 3, 2).requires_grad_()
y = F.bilinear(x, z, w, torch.ones(2, requires_grad=True))
print(y, shown(y))
node = y.grad_fn.next_functions[0][0].next_functions[0][0]
print([name for name in dir(node) if name.startswith("_saved")])
print(node._saved_expand1, node._saved_expand2, node._saved_expand3, node._saved_sumdim)
g = torch.autograd.grad((y**2).sum(), [x, z, w], create_graph=True)
print([each.grad_fn.name() for each in g])
print(torch.autograd.grad(sum((each * 0.5).sum() for each in g), [x, z, w]))
print(shown(F.bilinear(x[0], x[0], torch.ones(1, 3, 3))))
print(F.bilinear(torch.ones(2, 4, 3), torch.ones(2, 4, 2), w).shape)
print(F.bilinear(torch.ones(0, 3), torch.ones(0, 2), w).shape, nn.Bilinear(3, 2, 2)(x, z).shape)
for wrong in (
    lambda: F.bilinear(x.double(), z, w),
    lambda: F.bilinear(x, z, w, torch.ones(2).double()),
    lambda: F.bilinear(x.double(), z, torch.ones(1, 1)),
    lambda: F.bilinear(x, x, w),
    lambda: F.bilinear(x, x, torch.ones(1, 3)),
    lambda: F.bilinear(torch.tensor(1.0), torch.tensor(1.0), w),
    lambda: F.bilinear(x, z[0], w),
    lambda: F.bilinear(x, z, w, torch.ones(3)),
):
    try:
        print(wrong())
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, error)
