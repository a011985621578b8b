# What may be asked of a tensor with `in`
# tier: 2
import torch
for text, call in [
    ('1 in torch.tensor([1, 2])', lambda: 1 in torch.tensor([1, 2])),
    ('torch.tensor(3) in torch.tensor([1, 2])', lambda: torch.tensor(3) in torch.tensor([1, 2])),
    ("'a' in torch.tensor([1, 2])", lambda: 'a' in torch.tensor([1, 2])),
    ('None in torch.tensor([1, 2])', lambda: None in torch.tensor([1, 2])),
    ('[1] in torch.tensor([1, 2])', lambda: [1] in torch.tensor([1, 2])),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
