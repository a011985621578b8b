# with setup_context the arguments are bound to forward's signature first
# tier: 3
import torch
class Times(torch.autograd.Function):
    @staticmethod
    def forward(a, b=2.0):
        return a * b
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.b = inputs[1]
    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.b, None
x = torch.tensor(3.0, requires_grad=True)
Times.apply(x).backward()
print(x.grad)
for arguments in ((), (x, 1.0, 2.0)):
    try:
        Times.apply(*arguments)
    except TypeError as error:
        print(error)
