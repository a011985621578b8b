# Marking a view of a leaf dirty counts, then is refused
# tier: 3
import torch
class Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.mark_dirty(a)
        return a
    @staticmethod
    def backward(ctx, grad):
        return grad
x = torch.ones(2, requires_grad=True)
try:
    Same.apply(x[0])
except RuntimeError as error:
    print(error, x._version)
