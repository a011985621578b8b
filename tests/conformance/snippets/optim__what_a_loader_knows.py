# What a DataLoader says of itself, and places beyond joined datasets
# tier: 3
import torch
from torch.utils.data import ConcatDataset, DataLoader
loader = DataLoader([1, 2, 3], 2)
print(loader.num_workers, loader.batch_size, loader.drop_last, loader.timeout, loader.generator)
joined = ConcatDataset([[1, 2], [3]])
print(joined[-1], joined[2], joined.cumulative_sizes)
for index in (3, -4):
    try:
        joined[index]
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)
try:
    pow(torch.tensor(2), 3, 5)
except TypeError as e:
    print(e)
