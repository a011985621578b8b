# The named results know no other attribute
# tier: 3
import torch
for text, call in [
    ('torch.ones(2, 1).min(1).foo', lambda: torch.ones(2, 1).min(1).foo),
    ('torch.ones(2).sort().remainder_', lambda: torch.ones(2).sort().remainder_),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
