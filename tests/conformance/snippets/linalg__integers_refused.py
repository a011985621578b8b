# What torch.linalg says to integers
# tier: 3
import torch
from torch import linalg
i = torch.ones(2, 2, dtype=torch.long)
for wrong in (
    lambda: linalg.qr(i),
    lambda: linalg.qr(i, mode="r"),
    lambda: linalg.svd(i),
    lambda: linalg.svdvals(i),
    lambda: linalg.eigh(i),
    lambda: linalg.eigvalsh(i),
    lambda: linalg.inv(i),
    lambda: linalg.solve(i, i),
    lambda: linalg.det(i),
    lambda: linalg.det(i.bool()),
    lambda: linalg.slogdet(i),
    lambda: linalg.cholesky(i),
    lambda: linalg.cond(i),
    lambda: torch.inverse(i),
    lambda: i.det(),
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
print(linalg.matrix_power(i, 2))
