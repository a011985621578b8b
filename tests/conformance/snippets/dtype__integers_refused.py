# Random numbers, counts and distances refuse dtypes and ranges that they have no kernel for
# tier: 3
import torch
i, f = torch.tensor([1, 2]), torch.ones(2)
for g in (lambda: torch.normal(i, 1.0), lambda: torch.normal(1.0, i), lambda: torch.normal(f, i).dtype, lambda: torch.normal(f, torch.ones(3)), lambda: torch.randint(3, (2,), dtype=torch.bool), lambda: torch.randint(0, 129, (2,), dtype=torch.int8), lambda: torch.randint(-200, 3, (2,), dtype=torch.int8), lambda: torch.randint(0, 128, (2,), dtype=torch.int8).dtype,
          lambda: torch.bincount(f), lambda: torch.bincount(i > 1), lambda: torch.cdist(f[None], f[None].double()), lambda: torch.promote_types(1, 2), lambda: torch.promote_types(torch.int8, 2), lambda: f.clone().renorm_(2, 0, 1), lambda: f.clone().logical_not_(), lambda: i.clone().logical_not_(),
          lambda: f.split("a"), lambda: f.split(None), lambda: torch.is_tensor(), lambda: torch.nn.ReLU().cuda()):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
