# apply with names, with those that forward lacks
# tier: 2
import torch
class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k=1, *, z=2):
        return x * k + z
    @staticmethod
    def backward(ctx, g):
        return g, None
x = torch.ones(2, requires_grad=True)
for text, call in [
    ('Scale.apply(x, k=3)', lambda: Scale.apply(x, k=3)),
    ('Scale.apply(x=x)', lambda: Scale.apply(x=x)),
    ('Scale.apply(x, z=3)', lambda: Scale.apply(x, z=3)),
    ('Scale.apply(x, q=3)', lambda: Scale.apply(x, q=3)),
    ('Scale.apply()', lambda: Scale.apply()),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
