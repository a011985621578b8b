# set_ of a leaf
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
for text, call in [
    ('x.set_(torch.ones(2))', lambda: x.set_(torch.ones(2))),
    ('x', lambda: x),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
