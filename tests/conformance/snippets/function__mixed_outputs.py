# Outputs that are no tensors
# tier: 3
import torch
class Mixed(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, n):
        ctx.n = n
        return x * n, n, None, x.argmax()
    @staticmethod
    def backward(ctx, g, *rest):
        print(g, rest)
        return g * ctx.n, None
x = torch.tensor([1.0, 2.0], requires_grad=True)
out = Mixed.apply(x, 3)
print(out, out[0].grad_fn.n)
out[0].sum().backward()
print(x.grad)
