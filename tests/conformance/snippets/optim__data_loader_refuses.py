# Options of DataLoader that exclude one another
# tier: 2
import torch
from torch.utils.data import *
ds = TensorDataset(torch.arange(6.), torch.arange(6))
for text in [
    "DataLoader(ds, batch_size='a')",
    'DataLoader(ds, batch_size=True)',
    'DataLoader(ds, num_workers=-1)',
    'DataLoader(ds, shuffle=True, sampler=[1])',
    'DataLoader(ds, batch_sampler=[[1, 2]], shuffle=True)',
    'DataLoader(ds, batch_size=None, drop_last=True)',
    'DataLoader(ds, foo=1)',
    'next(iter(DataLoader(ds, batch_size=None)))',
    "setattr(DataLoader(ds), 'batch_size', 3)",
    'DataLoader([], shuffle=True)',
    'random_split(range(10), [0.99, 0.01])[1].indices',
    'default_collate([(1,), (1, 2)])',
]:
    try:
        print(text, '->', eval(text))
    except Exception as error:
        print(text, '->', type(error).__name__, error)
