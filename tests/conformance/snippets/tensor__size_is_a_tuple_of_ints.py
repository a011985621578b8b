# torch.Size stays one, and holds ints alone
# tier: 2
import torch
for text, call in [
    ('torch.Size((1,)) * 2, 2 * torch.Size((1,))', lambda: (torch.Size((1,)) * 2, 2 * torch.Size((1,)))),
    ('(1,) + torch.Size((2,)), torch.Size((1,)) + (2,)', lambda: ((1,) + torch.Size((2,)), torch.Size((1,)) + (2,))),
    ('torch.Size((1, 2, 3))[::2]', lambda: torch.Size((1, 2, 3))[::2]),
    ('torch.Size([True]), torch.Size([torch.tensor(1)])', lambda: (torch.Size([True]), torch.Size([torch.tensor(1)]))),
    ("torch.Size(['a'])", lambda: torch.Size(['a'])),
    ('torch.Size([1, 1.5])', lambda: torch.Size([1, 1.5])),
    ('torch.Size(3)', lambda: torch.Size(3)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
