# A negative exponent in a tensor cuts to 0, a number is refused
# tier: 2
import torch
for text, call in [
    ('torch.tensor([2, 3]) ** torch.tensor(-1)', lambda: torch.tensor([2, 3]) ** torch.tensor(-1)),
    ('torch.tensor([2, 1, -1, 0]) ** torch.tensor([-1, -1, -2, 2])', lambda: torch.tensor([2, 1, -1, 0]) ** torch.tensor([-1, -1, -2, 2])),
    ('torch.tensor([-1, -1]) ** torch.tensor([-1, -2])', lambda: torch.tensor([-1, -1]) ** torch.tensor([-1, -2])),
    ('2 ** torch.tensor([-1, 2])', lambda: 2 ** torch.tensor([-1, 2])),
    ('torch.tensor([2]) ** -1', lambda: torch.tensor([2]) ** -1),
    ('torch.tensor([2]).pow_(-1)', lambda: torch.tensor([2]).pow_(-1)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
