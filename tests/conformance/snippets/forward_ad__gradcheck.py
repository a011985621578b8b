# gradcheck of forward mode
# tier: 3
import torch
import torch.autograd.forward_ad as fwAD
from torch.autograd import gradcheck
x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)
print(gradcheck(torch.sin, (x,), check_forward_ad=True))
print(gradcheck(lambda t: t ** 2, (x,), check_forward_ad=True, check_backward_ad=False))
class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2
    @staticmethod
    def backward(ctx, g):
        return g * 2
    @staticmethod
    def jvp(ctx, t):
        return t * 3
for options in ({'check_forward_ad': True}, {'check_backward_ad': False}):
    try:
        print(gradcheck(Wrong.apply, (x,), **options))
    except Exception as error:
        print(type(error).__name__, error)
