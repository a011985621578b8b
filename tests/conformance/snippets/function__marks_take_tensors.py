# mark_dirty and mark_non_differentiable of what is no tensor
# tier: 3
import torch
class Dirty(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(3)
        return x * 2
class Blind(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_non_differentiable([x])
        return x * 2
x = torch.ones(2, requires_grad=True)
for text, call in [
    ('Dirty.apply(x)', lambda: Dirty.apply(x)),
    ('Blind.apply(x)', lambda: Blind.apply(x)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
