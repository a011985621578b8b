# copy_ of a number, a list, nothing
# tier: 2
import torch
y = torch.ones(2)
for text, call in [
    ('y.copy_(5)', lambda: y.copy_(5)),
    ('y.copy_(True)', lambda: y.copy_(True)),
    ('y.copy_([1, 2])', lambda: y.copy_([1, 2])),
    ('y.copy_(None)', lambda: y.copy_(None)),
    ('y.copy_(torch.ones(3))', lambda: y.copy_(torch.ones(3))),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
