# set_materialize_grads(False) gives None
# tier: 3
import torch
from torch.autograd import Function
class F7(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return x * 2, x * 3
    @staticmethod
    def backward(ctx, a, b):
        print(a, b)
        return a * 2 if a is not None else None
x = torch.tensor([1., 2.], requires_grad=True)
u, v = F7.apply(x)
v.sum().backward(); print(x.grad)
