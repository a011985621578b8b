# jvp of a custom Function
# tier: 2
import torch
import torch.autograd.forward_ad as fwAD
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        ctx.save_for_forward(x)
        return x * x
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return 2 * x * g
    @staticmethod
    def jvp(ctx, t):
        x, = ctx.saved_tensors
        print('jvp', x, t)
        return 2 * x * t
x = torch.tensor([1.0, 2.0, 3.0])
v = torch.tensor([1.0, 0.0, 2.0])
with fwAD.dual_level():
    print(Square.apply(fwAD.make_dual(x, v)))
    print(Square.apply(fwAD.make_dual(x.clone().requires_grad_(), v)))
    print(Square.apply(x))
