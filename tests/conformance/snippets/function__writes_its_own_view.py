# A Function may write what it made and return a view of it; what is done to it later is refused.
# tier: 3
import torch


class Part(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, how):
        ctx.length = len(x)
        whole = x.clone()
        part = whole[:2]
        if how == "part":
            part += 2
        elif how == "whole":
            whole.mul_(3)
        elif how == "mark":
            ctx.mark_dirty(part)
        return part

    @staticmethod
    def backward(ctx, grad):
        return torch.full((ctx.length,), 7.0), None


class New(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        made = x + 1
        ctx.mark_dirty(made)
        return made

    @staticmethod
    def backward(ctx, grad):
        return grad * 5


x = torch.ones(3, requires_grad=True)
for how in ("neither", "part", "whole"):
    y = Part.apply(x, how)
    print(y, y._version, y.is_leaf, type(y.grad_fn).__name__)
    x.grad = None
    y.sum().backward()
    print(x.grad)
for write in (lambda y: y.add_(1), lambda y: y.data.add_(1)):
    y = Part.apply(x, "part")
    try:
        write(y)
        print(y.grad_fn is not None)
    except RuntimeError as error:
        print(error)
y = Part.apply(x, "part")
with torch.no_grad():
    y.mul_(2)
try:
    y.grad_fn
except RuntimeError as error:
    print(error)
for what in (x, x * 2):
    try:
        Part.apply(what, "mark")
    except RuntimeError as error:
        print(error)
y = New.apply(x)
print(y._version, type(y.grad_fn).__name__)
x.grad = None
y.sum().backward()
print(x.grad)
