# first and second derivatives of pinv, lstsq, matrix_exp, renorm, ldexp and the scatters of views
# tier: 3
import torch

torch.manual_seed(0)
tall, square = torch.rand(4, 3).double(), torch.rand(3, 3).double()
other, few = torch.rand(4, 2).double(), torch.tensor([1, 2, 3])
for name, function, given in (
    ("pinv", torch.linalg.pinv, tall),
    ("pinv, wide", torch.linalg.pinv, tall.t().contiguous()),
    ("pinverse", lambda x: torch.pinverse(x, 1e-3), tall),
    ("lstsq", lambda x: torch.linalg.lstsq(x, other)[0], tall),
    ("lstsq by B", lambda b: torch.linalg.lstsq(tall, b)[0], other),
    ("matrix_exp", torch.matrix_exp, square),
    ("renorm", lambda x: x.renorm(2, 0, 0.5), square),
    ("renorm 1", lambda x: torch.renorm(x, 1, 1, 1.2), square),
    ("ldexp", lambda x: torch.ldexp(x, few), square),
    ("ldexp by exponent", lambda x: torch.ldexp(square, x), square),
    ("select_scatter", lambda x: x.select_scatter(x[0] * 2, 1, -1) ** 2, square),
    ("slice_scatter", lambda x: x.slice_scatter(x[:2] * 3, 0, 1) ** 2, square),
    ("diagonal_scatter", lambda x: x.diagonal_scatter(x[0, :2] * 3, 1) ** 2, square),
    ("quantile", lambda x: x.quantile(0.4, 0) ** 2, square),
    ("nanmedian", lambda x: x.nanmedian(1)[0] ** 2, square),
    ("cov", torch.cov, square),
):
    x = given.clone().requires_grad_()
    y = function(x)
    print(name, [round(v, 6) for v in y.flatten().tolist()])
    (g,) = torch.autograd.grad((y * y).sum(), x, create_graph=True)
    print([round(v, 5) for v in g.flatten().tolist()], g.requires_grad)
    (h,) = torch.autograd.grad((g * g).sum(), x)
    print([round(v, 4) for v in h.flatten().tolist()])

x = torch.tensor([float("nan"), 2.0, 2.0], requires_grad=True)
for function in (torch.max, torch.nanmedian, torch.median, torch.min):
    y = function(x)
    print(y, torch.autograd.grad(y, x))
for wrong in (
    lambda: square.select_scatter(square, 0, 0),
    lambda: square.slice_scatter(square, 0, 1),
    lambda: square.diagonal_scatter(square),
    lambda: square[0].renorm(2, 0, 1.0),
    lambda: square.renorm(0, 0, 1.0),
    lambda: square.renorm(2, 0, -1.0),
    lambda: torch.ldexp(torch.tensor([1, 2]), torch.tensor([3, 1])),
    lambda: torch.combinations(square),
    lambda: torch.combinations(few, -1),
    lambda: torch.combinations(few, 3, with_replacement=True),
    lambda: torch.combinations(few, 0),
    lambda: torch.vander(square),
    lambda: torch.vander(few, 2),
    lambda: torch.vander(few, increasing=True),
    lambda: torch.bincount(few, weights=torch.ones(3, requires_grad=True)).sum().backward(),
    lambda: torch.linalg.pinv(few),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
