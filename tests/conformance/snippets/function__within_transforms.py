# torch.func wants setup_context, vmap a rule
# tier: 3
import torch
class Old(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g * 2
class New(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return x * 2
    @staticmethod
    def setup_context(ctx, inputs, output):
        pass
    @staticmethod
    def backward(ctx, g):
        return g * 2
class Mapped(New):
    generate_vmap_rule = True
x = torch.ones(2)
for text, call in [
    ('torch.func.grad(lambda a: Old.apply(a).sum())(x)', lambda: torch.func.grad(lambda a: Old.apply(a).sum())(x)),
    ('torch.func.grad(lambda a: New.apply(a).sum())(x)', lambda: torch.func.grad(lambda a: New.apply(a).sum())(x)),
    ('torch.func.vmap(New.apply)(x)', lambda: torch.func.vmap(New.apply)(x)),
    ('torch.func.vmap(Mapped.apply)(x)', lambda: torch.func.vmap(Mapped.apply)(x)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
