# What a program notes on a context it may delete; noting makes no new class of nodes
# tier: 3
import torch


class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.places = ctx.saved = ctx.mine = 3
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        print(ctx.places, ctx.saved, ctx.mine)
        del ctx.places, ctx.saved, ctx.mine
        for name in ("mine",):
            print(hasattr(ctx, name))
        ctx.places = 5
        print(ctx.places)
        return grad * 2


x = torch.ones(2, requires_grad=True)
nodes = [Double.apply(x).grad_fn for _ in range(3)]
print(len({type(node) for node in nodes}))
Double.apply(x).sum().backward()
print(x.grad)
