# What a custom Function may not do
# tier: 3
import torch
class Base(torch.autograd.Function):
    @staticmethod
    def backward(ctx, g):
        return g
class DirtyLost(Base):
    @staticmethod
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x * 1
class Dirty(Base):
    @staticmethod
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x
class Saves(Base):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x, 5)
        return x * 1
class NoForward(Base):
    pass
class Text(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return "a"
leaf = torch.tensor([1.0, 2.0], requires_grad=True)
for f, arg in ((DirtyLost, leaf * 1), (Dirty, leaf), (Saves, leaf), (NoForward, leaf), (Text, leaf)):
    try:
        f.apply(arg).sum().backward()
    except Exception as e:
        print(f.__name__, type(e).__name__, e)
