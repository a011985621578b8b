# second derivatives of two dozen functions, by grad of grad
# tier: 2
import torch


def hessian(f, x):
    (g,) = torch.autograd.grad(f(x), x, create_graph=True)
    rows = [torch.autograd.grad(each, x, retain_graph=True, allow_unused=True)[0] for each in g]
    return torch.stack(rows)


x = torch.tensor([1.0, 2.0], dtype=torch.double, requires_grad=True)
for f in (
    lambda x: (x**3).sum(),
    lambda x: x.prod(),
    lambda x: x.norm(),
    lambda x: x.exp().sum().log(),
    lambda x: torch.sigmoid(x).prod(),
    lambda x: (x[0] * x[1]).sin(),
    lambda x: x.softmax(0)[0],
    lambda x: x.tanh().pow(2).sum(),
    lambda x: torch.logsumexp(x, 0),
    lambda x: x.std(),
    lambda x: (x / x.sum()).log().sum(),
    lambda x: torch.nn.functional.softplus(x).sum(),
    lambda x: x.cumsum(0).prod(),
    lambda x: torch.where(x > 1.5, x**2, x**3).sum(),
    lambda x: torch.atan2(x[0], x[1]),
    lambda x: torch.nn.functional.cross_entropy(x[None], torch.tensor([0])),
    lambda x: torch.linalg.inv(torch.diag(x) + 0.5).sum(),
    lambda x: torch.einsum("i,j->", x, x),
    lambda x: x.pow(x).sum(),
    lambda x: x.repeat(2).prod(),
    lambda x: torch.hypot(x[0], x[1]),
    lambda x: torch.trapz(x**2),
    lambda x: torch.nn.functional.cosine_similarity(x, x**2, dim=0),
):
    print(f(x).grad_fn.name(), (hessian(f, x) + 0.0).round(decimals=6))
