# Indices, orders and corrections that a node saved are as they were given
# tier: 3
import torch
x = torch.arange(12.0).view(3, 4).requires_grad_()
def saved(y):
    node = y.grad_fn
    print(node.name(), {a[7:]: getattr(node, a) for a in dir(node) if a.startswith("_saved") and a not in ("_saved_self", "_saved_result")})
for y in (x[-1], x[1], x[:, -2], x[1:], x[:-1], x[-2:, :], x[:, :2], x[::2], x[...], x.narrow(0, 1, 2), x[2:1],
          x.split(2)[0], x.split([1, 2])[1], x.var(), x.std(), x.var(0), x.var(unbiased=True), x.norm(), x.norm(3), x.norm(1.0),
          torch.linalg.norm(x[0]), torch.linalg.vector_norm(x, dim=1)):
    saved(y)
