# Numbers too large for a dtype, nan for an integer, negatives for uint8
# tier: 2
import torch
for text, call in [
    ("torch.tensor([float('nan')], dtype=torch.int64)", lambda: torch.tensor([float('nan')], dtype=torch.int64)),
    ("torch.tensor(float('inf'), dtype=torch.int32)", lambda: torch.tensor(float('inf'), dtype=torch.int32)),
    ('torch.tensor([1e30], dtype=torch.int64)', lambda: torch.tensor([1e30], dtype=torch.int64)),
    ('torch.tensor([-1, -255], dtype=torch.uint8)', lambda: torch.tensor([-1, -255], dtype=torch.uint8)),
    ('torch.tensor([-256], dtype=torch.uint8)', lambda: torch.tensor([-256], dtype=torch.uint8)),
    ('torch.tensor([-128.5], dtype=torch.uint8)', lambda: torch.tensor([-128.5], dtype=torch.uint8)),
    ('torch.tensor([128], dtype=torch.int8)', lambda: torch.tensor([128], dtype=torch.int8)),
    ('torch.full((2,), 300, dtype=torch.uint8)', lambda: torch.full((2,), 300, dtype=torch.uint8)),
    ("torch.full((2,), float('nan'), dtype=torch.int64)", lambda: torch.full((2,), float('nan'), dtype=torch.int64)),
    ("torch.tensor([1, 2]).fill_(float('nan'))", lambda: torch.tensor([1, 2]).fill_(float('nan'))),
    ('torch.tensor([1.9], dtype=torch.uint8)', lambda: torch.tensor([1.9], dtype=torch.uint8)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
