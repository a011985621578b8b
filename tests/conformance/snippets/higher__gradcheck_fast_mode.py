# gradcheck in fast mode
# tier: 3
import torch
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(lambda t: (t * 2, t ** 2), [x]), torch.autograd.gradcheck(torch.sin, x))
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x * x
    @staticmethod
    def backward(ctx, g): return g
print(torch.autograd.gradcheck(lambda t: (t * 2, Bad.apply(t)), (x,), raise_exception=False))
torch.autograd.gradcheck(lambda t: (t * 2, Bad.apply(t)), (x,), fast_mode=True)
