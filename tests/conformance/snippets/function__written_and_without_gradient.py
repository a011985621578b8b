# Function: an input written and marked non-differentiable, or written without grad mode; two results
# tier: 3
import torch


class Sign(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.mark_dirty(a)
        ctx.mark_non_differentiable(a)
        return a.sign_()

    @staticmethod
    def backward(ctx, grad):
        return grad


class Scaled(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.mark_dirty(a)
        return a.mul_(0.25), a.clone()

    @staticmethod
    def backward(ctx, one, two):
        return one + two


x = torch.tensor([0.5], requires_grad=True)
y = Sign.apply(x)
print(y is x, y, x, x.is_leaf)
z = x * 1
w = Sign.apply(z)
print(w is z, w, z.grad_fn.name())
with torch.no_grad():
    print(Scaled.apply(x)[0].requires_grad, x.requires_grad)
for view in (x[...], (x * 1)[...], x.split(1)[0]):
    try:
        Scaled.apply(view)
    except RuntimeError as error:
        print(error)
try:
    torch.exp(x).grad_fn(1.0)
except TypeError as error:
    print(error)


class Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.mark_non_differentiable(a)
        return a

    @staticmethod
    def backward(ctx, grad):
        return grad


x = torch.tensor([2.0], requires_grad=True)
y = Same.apply(x)
print(y is x, y, y._is_view())
y.add_(1)
print(x, x._version)
torch.set_grad_enabled(False)
with torch.autograd.set_multithreading_enabled(True):
    torch.set_grad_enabled(True)
print(torch.is_grad_enabled())
