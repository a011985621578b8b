# ELU and its kin written into their input have the same nodes of the second order
# tier: 3
import torch
import torch.nn.functional as F

for f in (F.elu, F.celu, F.selu):
    for inplace in (False, True):
        x = torch.tensor([-1.5, -0.25, 0.0, 2.0], dtype=torch.float64, requires_grad=True)
        y = f(x.clone(), inplace=inplace)
        (g,) = torch.autograd.grad((y * y).sum(), x, create_graph=True)
        names, node = [], g.grad_fn
        while node is not None:
            names.append(node.name())
            node = node.next_functions[0][0] if node.next_functions else None
        (h,) = torch.autograd.grad(g.sum(), x)
        print(f.__name__, inplace, names[:2], [f"{n:.6f}" for n in g.tolist() + h.tolist()])
for dtype in (torch.uint8, torch.int64, torch.bool):
    try:
        print(F.bilinear(torch.ones(1, 2).to(dtype), torch.ones(1, 2).to(dtype),
                         torch.full((1, 2, 2), 3).to(dtype)))
    except Exception as error:
        print(type(error).__name__, error)
