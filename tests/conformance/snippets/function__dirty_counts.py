# Each tensor marked dirty is counted once more, returned or not, twice where it is named twice
# tier: 3
import torch


class Twice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.mark_dirty(a, a)
        return a.neg_()

    @staticmethod
    def backward(ctx, grad):
        return -grad


class Lost(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.mark_dirty(a)
        a.zero_()
        return a.clone()

    @staticmethod
    def backward(ctx, grad):
        return grad


for function in (Twice, Lost):
    for x in (torch.ones(2), torch.ones(2, requires_grad=True) * 2):
        try:
            y = function.apply(x)
            print(y, y is x)
        except RuntimeError as error:
            print(error)
        print(function.__name__, x._version)
