# A dataset that can only be gone through
# tier: 3
import torch
from torch.utils.data import *
class It(IterableDataset):
    def __iter__(self):
        return iter(range(5))
for text, call in [
    ('list(DataLoader(It(), batch_size=2))', lambda: list(DataLoader(It(), batch_size=2))),
    ('DataLoader(It(), shuffle=True)', lambda: DataLoader(It(), shuffle=True)),
    ('len(DataLoader(It()))', lambda: len(DataLoader(It()))),
    ('list(It() + It())', lambda: list(It() + It())),
    ('It()[0]', lambda: It()[0]),
    ('torch.nn.utils.rnn.pad_sequence([torch.ones(2), torch.ones(3)], batch_first=True)', lambda: torch.nn.utils.rnn.pad_sequence([torch.ones(2), torch.ones(3)], batch_first=True)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
