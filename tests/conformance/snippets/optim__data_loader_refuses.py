# Options of DataLoader that exclude one another
# tier: 2
import torch
from torch.utils.data import *
ds = TensorDataset(torch.arange(6.), torch.arange(6))
for text, call in [
    ("DataLoader(ds, batch_size='a')", lambda: DataLoader(ds, batch_size='a')),
    ('DataLoader(ds, batch_size=True)', lambda: DataLoader(ds, batch_size=True)),
    ('DataLoader(ds, num_workers=-1)', lambda: DataLoader(ds, num_workers=-1)),
    ('DataLoader(ds, shuffle=True, sampler=[1])', lambda: DataLoader(ds, shuffle=True, sampler=[1])),
    ('DataLoader(ds, batch_sampler=[[1, 2]], shuffle=True)', lambda: DataLoader(ds, batch_sampler=[[1, 2]], shuffle=True)),
    ('DataLoader(ds, batch_size=None, drop_last=True)', lambda: DataLoader(ds, batch_size=None, drop_last=True)),
    ('DataLoader(ds, foo=1)', lambda: DataLoader(ds, foo=1)),
    ('next(iter(DataLoader(ds, batch_size=None)))', lambda: next(iter(DataLoader(ds, batch_size=None)))),
    ("setattr(DataLoader(ds), 'batch_size', 3)", lambda: setattr(DataLoader(ds), 'batch_size', 3)),
    ('DataLoader([], shuffle=True)', lambda: DataLoader([], shuffle=True)),
    ('random_split(range(10), [0.99, 0.01])[1].indices', lambda: random_split(range(10), [0.99, 0.01])[1].indices),
    ('default_collate([(1,), (1, 2)])', lambda: default_collate([(1,), (1, 2)])),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
