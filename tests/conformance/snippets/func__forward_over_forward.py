# Forward mode over forward mode: what an operation saves of its result moves in both levels
# tier: 3
import torch
from torch.func import jacfwd, jacrev

x = torch.tensor([0.5, -0.25], dtype=torch.float64)
for f in (torch.prod, torch.norm, torch.std, lambda v: torch.cumprod(v, 0)):
    both = jacfwd(jacfwd(f))(x)
    print(both.shape, torch.allclose(both, jacrev(jacrev(f))(x), atol=1e-12))
