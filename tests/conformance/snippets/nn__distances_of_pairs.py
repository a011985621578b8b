# pdist for every p, its gradient, and no second one
# tier: 3
import torch
import torch.nn.functional as F

def show(found):
    try:
        print(found())
    except Exception as error:
        print(type(error).__name__, error)

a = torch.tensor([[2.0, 3.0, 1.0], [5.0, 1.0, 4.0], [2.0, 2.0, 2.0]], requires_grad=True)
d = F.pdist(a)
show(lambda: d)
show(lambda: (d.grad_fn._saved_p, d.grad_fn._saved_result, d.grad_fn._saved_self))
g, = torch.autograd.grad(d.sum(), a, create_graph=True)
show(lambda: g)
g.sum().backward()
show(lambda: F.pdist(a, 1.0))
show(lambda: torch.pdist(a, 3))
show(lambda: F.pdist(a, float('inf')))
show(lambda: F.pdist(a, 0))
show(lambda: F.pdist(a, -1))
show(lambda: F.pdist(a[:1]))
show(lambda: F.pdist(a[0]))
show(lambda: F.pdist(a.long()))
torch.pdist(a).sum().backward()
show(lambda: a.grad)
