# What an operation saves is packed by name, results last
# tier: 2
import torch
def shown(f):
    names = []
    def pack(t):
        names.append((tuple(t.shape), round(t.sum().item(), 3)))
        return t
    a, b = x * 1, x * 2
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        y = f(a, b)
    print(y.grad_fn.name(), names, [n for n in dir(y.grad_fn) if n.startswith('_saved')])
x = torch.tensor([[0.25, 0.5], [0.75, 0.125]], requires_grad=True)
for f in (torch.atan2, torch.maximum, torch.hypot, torch.logaddexp, torch.pow, torch.mm, torch.addcmul and (lambda a, b: torch.addcmul(a, a, b)), lambda a, b: torch.dot(a[0], b[0]), lambda a, b: torch.mv(a, b[0]), lambda a, b: a.std(), lambda a, b: torch.lerp(a, b, b)):
    shown(f)
