# broadcast_shapes names the dimension and the argument
# tier: 3
import torch
for text, call in [
    ('torch.broadcast_shapes((2,), (3,))', lambda: torch.broadcast_shapes((2,), (3,))),
    ('torch.broadcast_shapes((2,), (2, 3), (4, 1))', lambda: torch.broadcast_shapes((2,), (2, 3), (4, 1))),
    ('torch.broadcast_shapes((2, 1), 3)', lambda: torch.broadcast_shapes((2, 1), 3)),
    ('torch.broadcast_shapes((-1,), (2,))', lambda: torch.broadcast_shapes((-1,), (2,))),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
