# Matrices with nan, powers of complex numbers, and norms asked for in another dtype
# tier: 3
import torch
from torch import linalg

bad = torch.tensor([[float("nan"), 2.0], [2.0, 4.0]])
whole = torch.tensor([1, 3])
print(linalg.inv(bad), linalg.solve(bad, torch.ones(2)), linalg.solve(bad, torch.ones(2, 1)))
for attempt in (
    lambda: linalg.cholesky(bad), lambda: linalg.vander(whole.bool()),
    lambda: linalg.vander(whole.half()), lambda: linalg.vander(torch.tensor([1 + 2j, 3])),
    lambda: linalg.vander(whole.to(torch.int8)), lambda: linalg.vander(whole.double(), N=3),
    lambda: linalg.vector_norm(whole, dtype=torch.float64), lambda: whole.norm(dtype=torch.float32),
    lambda: linalg.norm(whole, dtype=torch.float64),
    lambda: linalg.norm(whole.to(torch.complex64), dtype=torch.float64),
    lambda: linalg.norm(whole.float(), dtype=torch.float64),
    lambda: linalg.norm(whole.double(), dtype=torch.float32),
    lambda: torch.device(3), lambda: torch.Generator(3),
):  # fmt: skip
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
