# Special functions of statistics and Bessel's: values, gradients, gradients of gradients, nodes.
# tier: 3
import torch
from torch import special

x = torch.tensor([-1.5, -0.25, 0.0, 0.5, 3.0], dtype=torch.float64)
inside = torch.tensor([0.05, 0.25, 0.5, 0.875, 0.99], dtype=torch.float64)


def rounded(tensor):
    return [float(f"{each:.8g}") for each in tensor.tolist()]


for name in "entr ndtr ndtri log_ndtr erfcx i0 i0e i1 i1e".split():
    leaf = (inside if name == "ndtri" else x).clone().requires_grad_()
    y = getattr(special, name)(leaf)
    saved = [each for each in dir(y.grad_fn) if each.startswith("_saved")]
    print(name, y.grad_fn.name(), saved, rounded(y))
    (g,) = torch.autograd.grad(y.sum(), leaf, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), leaf)
    print("  ", g.grad_fn.name(), rounded(g), rounded(h))

ends = torch.tensor([float("inf"), -float("inf"), float("nan")])
for name in "entr ndtr ndtri log_ndtr erfcx i0 i0e i1 i1e".split():
    function = getattr(special, name)
    print(name, function(ends), function(torch.tensor([1, 0])).dtype)
    try:
        function(torch.ones(1, dtype=torch.float16))
        function("x")
    except (NotImplementedError, TypeError) as error:
        print("  ", type(error).__name__, error)
print(torch.i0(torch.tensor([0.5])), torch.tensor([0.5]).i0_())
print(special.round(torch.tensor([1.26]), decimals=1), special.softmax(ends[:1] * 0 + 1, 0))
