# backward may be called vjp; apply takes keywords
# tier: 3
import torch
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x ** 3
    @staticmethod
    def vjp(ctx, g):
        (x,) = ctx.saved_tensors
        return g * 3 * x ** 2
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = Cube.apply(x=x)
print(y)
y.sum().backward()
print(x.grad, repr(y.grad_fn)[:45])
