# Samplers of every kind, seeded
# tier: 2
import torch
from torch.utils.data import *
g = lambda: torch.Generator().manual_seed(0)
for text, call in [
    ('list(RandomSampler(range(5), generator=g()))', lambda: list(RandomSampler(range(5), generator=g()))),
    ('list(RandomSampler(range(5), replacement=True, num_samples=7, generator=g()))', lambda: list(RandomSampler(range(5), replacement=True, num_samples=7, generator=g()))),
    ('list(RandomSampler(range(5), num_samples=7, generator=g()))', lambda: list(RandomSampler(range(5), num_samples=7, generator=g()))),
    ('list(SubsetRandomSampler([3, 4, 5], generator=g()))', lambda: list(SubsetRandomSampler([3, 4, 5], generator=g()))),
    ('list(WeightedRandomSampler([0.1, 0.9, 0.5], 4, generator=g()))', lambda: list(WeightedRandomSampler([0.1, 0.9, 0.5], 4, generator=g()))),
    ('list(WeightedRandomSampler([0.1, 0.9, 0.5], 3, replacement=False, generator=g()))', lambda: list(WeightedRandomSampler([0.1, 0.9, 0.5], 3, replacement=False, generator=g()))),
    ('list(BatchSampler(range(5), 2, True)), len(BatchSampler(range(5), 2, False))', lambda: (list(BatchSampler(range(5), 2, True)), len(BatchSampler(range(5), 2, False)))),
    ('RandomSampler([])', lambda: RandomSampler([])),
    ('WeightedRandomSampler([0.1], 0)', lambda: WeightedRandomSampler([0.1], 0)),
    ('BatchSampler(range(5), 0, True)', lambda: BatchSampler(range(5), 0, True)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
