# Reductions of nothing
# tier: 2
import torch
import warnings
warnings.simplefilter('ignore')
z = torch.zeros(0)
def t(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
for f in (z.sum, z.mean, z.prod, z.max, z.median, z.std, z.var, z.norm, z.any, z.all, z.argmax, z.amax, z.sort):
    t(f)
t(lambda: z.logsumexp(0))
t(lambda: z.quantile(0.5))
t(lambda: torch.zeros(0, 3).max(0))
t(lambda: torch.zeros(2, 0).sum(1))
t(lambda: torch.zeros(0) @ torch.zeros(0))
t(lambda: torch.tensor([1, 2]).sub(torch.tensor([1, 2]), alpha=True))
