# An input returned as it is becomes a view that cannot be written
# tier: 3
import torch
class Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x
    @staticmethod
    def backward(ctx, g):
        return g * 7
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = Same.apply(x)
print(y is x, y, y._base is x)
y.sum().backward()
print(x.grad)
Same.apply(x * 1).add_(1)
