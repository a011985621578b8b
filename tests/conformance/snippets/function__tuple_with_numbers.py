# forward may return numbers, None and text beside tensors
# tier: 3
import torch
from torch.autograd import Function
class F5(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2, 5, None, "a"
    @staticmethod
    def backward(ctx, *g):
        print(g)
        return g[0]
x = torch.tensor([1., 2.], requires_grad=True)
print(F5.apply(x))
F5.apply(x)[0].sum().backward()
