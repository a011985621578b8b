# cat, stack and hstack refuse what is no list of tensors
# tier: 3
import torch


class U:
    pass


for text, call in [
    ("cat [t, None]", lambda: torch.cat([torch.ones(2), None])),
    ("cat [t, [1.]]", lambda: torch.cat([torch.ones(2), [1.0]])),
    ("cat [t, U()]", lambda: torch.cat([torch.ones(2), U()])),
    ("cat {t}", lambda: torch.cat({torch.ones(2)})),
    ("stack [t, 3]", lambda: torch.stack([torch.ones(2), 3])),
    ("hstack [t, 3]", lambda: torch.hstack([torch.ones(2), 3])),
]:
    try:
        print(text, call())
    except Exception as error:
        print(text, type(error).__name__, error)
