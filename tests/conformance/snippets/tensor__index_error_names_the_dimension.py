# None, ... and True count in the message of an index
# tier: 2
import torch
x = torch.zeros(2, 3, 4)
for text, call in [
    ('x[None, 5]', lambda: x[None, 5]),
    ('x[None, :, 5]', lambda: x[None, :, 5]),
    ('x[0, None, 5]', lambda: x[0, None, 5]),
    ('x[..., None, 9]', lambda: x[..., None, 9]),
    ('x[:, 0, None, 9]', lambda: x[:, 0, None, 9]),
    ('x[True, 5]', lambda: x[True, 5]),
    ('x[0, ..., 9]', lambda: x[0, ..., 9]),
    ('x[::0]', lambda: x[::0]),
    ('x[::-1]', lambda: x[::-1]),
    ('x[::1.5]', lambda: x[::1.5]),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
