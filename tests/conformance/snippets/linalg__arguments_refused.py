# What the argument parser says to calls of torch.linalg, and of norm, which ends there
# tier: 3
import torch

x = torch.ones(2, 2)
linalg = torch.linalg
for wrong in (
    lambda: linalg.slogdet(),
    lambda: linalg.inv(),
    lambda: linalg.det(x, x),
    lambda: linalg.inv([[1.0]]),
    lambda: linalg.cholesky(x, upper=1),
    lambda: linalg.solve(x),
    lambda: linalg.solve_triangular(x, x),
    lambda: linalg.matrix_power(x, 1.5),
    lambda: linalg.qr(x, 3),
    lambda: linalg.svd(x, wrong=1),
    lambda: linalg.matrix_norm(x, [1]),
    lambda: linalg.cond(x, [1]),
    lambda: linalg.norm(x, [1]),
    lambda: linalg.vector_norm(x, x),
    lambda: linalg.vector_norm(x, 1j),
    lambda: linalg.vector_norm(x, dtype=torch.int64),
    lambda: linalg.vector_norm(x, dtype=torch.float16),
    lambda: x.norm((x,)),
    lambda: x.norm(object),
    lambda: x.norm(torch.tensor([1, 0])),
    lambda: x.norm(1, (x,)),
    lambda: x.norm(1, "a"),
    lambda: x.norm(2, 0, 1),
    lambda: x.norm(wrong=1),
    lambda: x.split(1, wrong=1),
    lambda: x.unique(wrong=1),
    lambda: x.unflatten(wrong=1),
    lambda: x.greater(wrong=1),
    lambda: x.multiply(),
    lambda: linalg.norm(input=x),
    lambda: x.norm(float("inf")),
    lambda: x.norm(torch.tensor(1)),
    lambda: x.norm(2, dtype=torch.float64),
):
    try:
        print(wrong())
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
