# Incomplete gamma, zeta, xlog1py, multivariate log-gamma: what has a derivative, and where
# tier: 3
import torch
from torch import special

a = torch.tensor([0.5, 1.0, 2.5, 30.0], dtype=torch.float64)
b = torch.tensor([0.25, 1.5, 3.0, 27.0], dtype=torch.float64)


def rounded(tensor):
    return [float(f"{each:.8g}") for each in tensor.flatten().tolist()]


for name in "gammainc gammaincc zeta xlog1py xlogy".split():
    function = getattr(special, name)
    leaf = b.clone().requires_grad_()
    y = function(a, leaf)
    print(name, y.grad_fn.name(), rounded(y))
    (g,) = torch.autograd.grad(y.sum(), leaf, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), leaf)
    print("  ", g.grad_fn.name(), rounded(g), rounded(h))
    print("  ", rounded(function(a[:, None], b[:2])), function(a.float(), b).dtype)
    first = a.clone().requires_grad_()
    try:
        function(first, b).sum().backward()
        print("  ", rounded(first.grad))
    except NotImplementedError as error:
        print("  ", error)

for name in ("zeta", "xlog1py"):
    function = getattr(special, name)
    leaf = b.clone().requires_grad_()
    y = function(2.0, leaf)
    y.sum().backward()
    print(name, y.grad_fn.name(), rounded(y), rounded(leaf.grad))
    print("  ", function(a.requires_grad_(), 2.0).grad_fn.name())
    a.requires_grad_(False)

for ends in ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, float("inf")), (2.0, -1.0)):
    one, other = (torch.tensor(each) for each in ends)
    print(ends, torch.igamma(one, other), one.igammac(other), special.zeta(other, one))
for wrong in (
    lambda: torch.igamma(torch.tensor([1]), torch.tensor([2])),
    lambda: torch.mvlgamma(a, 0),
    lambda: special.zeta(1.0, 2.0),
    lambda: torch.igamma(torch.ones(2), torch.ones(3)),
):
    try:
        wrong()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)

x = torch.tensor([1.5, 2.5], dtype=torch.float64, requires_grad=True)
y = special.multigammaln(x, 3)
(g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
(h,) = torch.autograd.grad(g.sum(), x)
print(y.grad_fn.name(), y.grad_fn._saved_p, rounded(y), g.grad_fn.name(), rounded(g), rounded(h))
