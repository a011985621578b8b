# A custom Function without jvp, or with a wrong one
# tier: 3
import torch
import torch.autograd.forward_ad as fwAD
class Plain(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, n):
        return a * n
class Many(Plain):
    @staticmethod
    def forward(ctx, a, n):
        return a * n, a + 1
    @staticmethod
    def jvp(ctx, t, n):
        print(t, n)
        return t
class Short(Plain):
    @staticmethod
    def jvp(ctx, t, n):
        return t[:1]
class Number(Plain):
    @staticmethod
    def jvp(ctx, t, n):
        return 3.0
class Missing(Plain):
    @staticmethod
    def forward(ctx, a, b):
        ctx.set_materialize_grads(False)
        ctx.k = 3
        return a * b
    @staticmethod
    def jvp(ctx, s, t):
        print(s, t, ctx.k)
        return s * 3
x = torch.tensor([1.0, 2.0])
with fwAD.dual_level():
    d = fwAD.make_dual(x, torch.ones(2))
    for f in (Plain, Many, Short, Number):
        try:
            print(f.apply(d, 2))
        except Exception as error:
            print(type(error).__name__, error)
    print(Missing.apply(d, x))
