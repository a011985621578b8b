# gradcheck tells both Jacobians
# tier: 3
import torch
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x * x
    @staticmethod
    def backward(ctx, g): return g
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
torch.autograd.gradcheck(Bad.apply, (x,))
