# where with two arguments or with what is no number
# tier: 3
import torch
for text, call in [
    ('torch.where(torch.ones(2) > 1, torch.ones(2))', lambda: torch.where(torch.ones(2) > 1, torch.ones(2))),
    ('torch.where(torch.ones(2) > 1, 1)', lambda: torch.where(torch.ones(2) > 1, 1)),
    ('torch.where(1, torch.ones(2), torch.ones(2))', lambda: torch.where(1, torch.ones(2), torch.ones(2))),
    ("torch.where(torch.ones(2) > 1, torch.ones(2), 'a')", lambda: torch.where(torch.ones(2) > 1, torch.ones(2), 'a')),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
