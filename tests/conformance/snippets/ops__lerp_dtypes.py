# lerp wants one dtype for all
# tier: 3
import torch
one, two = torch.ones(2), torch.ones(2).double()
for text, call in [
    ('torch.lerp(two, one, two)', lambda: torch.lerp(two, one, two)),
    ('torch.lerp(two, two, one)', lambda: torch.lerp(two, two, one)),
    ('torch.lerp(one, two, 0.5)', lambda: torch.lerp(one, two, 0.5)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
