# An integer output has no history, the others get zeros
# tier: 3
import torch
from torch.autograd import Function
class F3(Function):
    @staticmethod
    def forward(ctx, x): 
        ctx.save_for_backward(x)
        return x.exp(), x.long(), x + 1
    @staticmethod
    def backward(ctx, a, b, c):
        print(a, b, c)
        return a
x = torch.tensor([1., 2.], requires_grad=True)
p, q, r = F3.apply(x)
print(p.requires_grad, q.requires_grad, r.requires_grad, q.grad_fn)
p.sum().backward()
print(x.grad)
