# A view made inside forward may not be written
# tier: 3
import torch
from torch.autograd import Function
class V(Function):
    @staticmethod
    def forward(ctx, x):
        return x.view(-1)
    @staticmethod
    def backward(ctx, g):
        return g.view(2,2)
x = torch.ones(2,2, requires_grad=True)
y = V.apply(x * 1)
print(y, y._is_view(), y._base is not None)
y.add_(1)
