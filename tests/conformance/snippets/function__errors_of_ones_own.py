# What a custom backward, or a hook, raises itself comes out as it is, with its cause
# tier: 3
import torch

class Own(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, grad):
        raise ValueError("operands could not be broadcast together with shapes (2,) (3,) ")

x = torch.ones(3, requires_grad=True)
def hook(grad):
    raise ValueError("of the hook") from KeyError("the cause")
y = x * 2
y.register_hook(hook)
for end in (Own.apply(x), y):
    try:
        end.sum().backward()
    except Exception as e:
        print(type(e).__name__, e, repr(e.__cause__))
print(x.size.__name__, x.size.__self__ is x, x.item == x.item, x.item == y.item, len({x.size, x.size}))
