# The gradient of an activation, a loss or a pooling is a node of its own, and leads on to the input
# tier: 3
import torch
import torch.nn.functional as F

x = torch.tensor([-3.5, -1.25, -0.25, 0.5, 0.75, 2.5], requires_grad=True)
t = torch.tensor([1.0, -1, 1, -1, 1, 1])
label = torch.tensor([2])


def image(v):
    return v.repeat(6).view(1, 1, 6, 6)


functions = {
    "hardtanh": F.hardtanh, "relu6": F.relu6, "hardswish": F.hardswish,
    "hardshrink": F.hardshrink, "softshrink": F.softshrink, "logsigmoid": F.logsigmoid,
    "softplus": lambda v: F.softplus(v, 2, 1), "celu": lambda v: F.celu(v, 1.5), "elu": F.elu,
    "gelu": F.gelu, "gelu tanh": lambda v: F.gelu(v, approximate="tanh"),
    "mse": lambda v: F.mse_loss(v, t), "mse none": lambda v: F.mse_loss(v, t, reduction="none"),
    "mse sum": lambda v: F.mse_loss(v, t, reduction="sum"),
    "mse of both": lambda v: F.mse_loss(v, v * 2),
    "smooth_l1": lambda v: F.smooth_l1_loss(v, t, beta=0.5),
    "huber": lambda v: F.huber_loss(v, t, reduction="sum", delta=0.75),
    "soft_margin": lambda v: F.soft_margin_loss(v, t),
    "nll": lambda v: F.nll_loss(v.view(1, 6), label),
    "cross_entropy": lambda v: F.cross_entropy(v.view(1, 6), label),
    "bce": lambda v: F.binary_cross_entropy_with_logits(v, t.clamp(0)),
    "max_pool": lambda v: F.max_pool2d(image(v), 2), "avg_pool": lambda v: F.avg_pool2d(image(v), 2),
    "adaptive_avg": lambda v: F.adaptive_avg_pool2d(image(v), 4),
    "adaptive_max": lambda v: F.adaptive_max_pool2d(image(v), 4),
    "reflect": lambda v: F.pad(image(v), (1, 2, 2, 1), mode="reflect"),
    "max_pool1d": lambda v: F.max_pool1d(v[None], 2),
}  # fmt: skip
for name, function in functions.items():
    (g,) = torch.autograd.grad(function(x).sum(), x, create_graph=True)
    print(name, g.grad_fn.name(), g.requires_grad, g)
    (h,) = torch.autograd.grad(g.pow(2).sum(), x, create_graph=True)
    print("   ", [round(each, 3) + 0.0 for each in h.tolist()], h.requires_grad)
    if h.requires_grad:
        (k,) = torch.autograd.grad(h.sum(), x, allow_unused=True)
        print("   ", k if k is None else [round(each, 2) + 0.0 for each in k.tolist()])
n = torch.tensor([0.5, float("nan")], requires_grad=True)
for name in ("hardtanh", "hardswish", "hardshrink", "softshrink"):
    print(name, torch.autograd.grad(functions[name](n).sum(), n))
for refused in (F.hardsigmoid, lambda v: F.multi_margin_loss(v.view(1, 6), label)):
    (g,) = torch.autograd.grad(refused(x).sum(), x, create_graph=True)
    print(g.grad_fn.name(), g)
    try:
        g.sum().backward()
    except RuntimeError as error:
        print(error)
