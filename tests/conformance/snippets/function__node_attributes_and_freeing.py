# saved_tensors of the node, and a second backward
# tier: 3
import torch
from torch.autograd import Function
class F8(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 2
    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return g
x = torch.tensor([1., 2.], requires_grad=True)
y = F8.apply(x)
print(y.grad_fn.saved_tensors, y.grad_fn.needs_input_grad, y.grad_fn.next_functions)
y.sum().backward()
y.sum().backward()
