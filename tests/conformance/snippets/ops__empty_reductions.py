# amax and amin of nothing; alpha of another kind
# tier: 3
import torch
for text, call in [
    ('torch.zeros(0).amax()', lambda: torch.zeros(0).amax()),
    ('torch.zeros(0).amax(0)', lambda: torch.zeros(0).amax(0)),
    ('torch.zeros(0, 2).amin(0)', lambda: torch.zeros(0, 2).amin(0)),
    ('torch.zeros(0, 2).amax(1)', lambda: torch.zeros(0, 2).amax(1)),
    ('torch.ones(2).add(torch.ones(2), alpha=True)', lambda: torch.ones(2).add(torch.ones(2), alpha=True)),
    ('torch.ones(2, dtype=torch.int64).add(1, alpha=0.5)', lambda: torch.ones(2, dtype=torch.int64).add(1, alpha=0.5)),
    ('torch.ones(2).split(-1, 3)', lambda: torch.ones(2).split(-1, 3)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
