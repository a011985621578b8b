# finfo of an integer dtype, iinfo of a float
# tier: 2
import torch
for text, call in [
    ('torch.finfo(torch.int32)', lambda: torch.finfo(torch.int32)),
    ('torch.iinfo(torch.float32)', lambda: torch.iinfo(torch.float32)),
    ('torch.finfo(3)', lambda: torch.finfo(3)),
    ('torch.finfo()', lambda: torch.finfo()),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
