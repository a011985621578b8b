# gradcheck and gradgradcheck of a custom clamp
# tier: 3
import torch
from torch.autograd import Function
class Clamp(Function):
    @staticmethod
    def forward(ctx, x, lo, hi):
        ctx.save_for_backward(x); ctx.lo, ctx.hi = lo, hi
        return x.clamp(lo, hi)
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g * ((x >= ctx.lo) & (x <= ctx.hi)), None, None
x = torch.tensor([-2., 0.5, 3.], dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(Clamp.apply, (x, -1., 1.)))
print(torch.autograd.gradgradcheck(Clamp.apply, (x, -1., 1.)))
