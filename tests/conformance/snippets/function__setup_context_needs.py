# setup_context and needs_input_grad in backward
# tier: 3
import torch
from torch.autograd import Function
class F2(Function):
    @staticmethod
    def forward(x, y): return x * y
    @staticmethod
    def setup_context(ctx, inputs, output):
        x, y = inputs
        ctx.save_for_backward(x, y)
        print(type(output), [type(i) for i in inputs], ctx.needs_input_grad if hasattr(ctx,"needs_input_grad") else None)
    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        print(ctx.needs_input_grad, type(ctx).__name__, ctx.saved_tensors[0] is x)
        return g * y, g * x
a = torch.tensor([1., 2.], requires_grad=True); b = torch.tensor([3., 4.])
o = F2.apply(a, b); print(o, o.grad_fn.name(), type(o.grad_fn), o.grad_fn)
o.sum().backward(); print(a.grad, b.grad)
