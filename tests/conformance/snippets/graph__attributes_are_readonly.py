# What nodes show cannot be set or deleted
# tier: 3
import torch
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return g
x = torch.ones(2, requires_grad=True)
def refused(node, name):
    for change in (lambda: setattr(node, name, None), lambda: delattr(node, name)):
        try:
            change()
        except AttributeError as error:
            print(error)
for name in ("next_functions", "metadata", "requires_grad", "_saved_self", "_raw_saved_other"):
    refused((x * x).grad_fn, name)
for name in ("next_functions", "metadata", "saved_tensors"):
    refused(F.apply(x).grad_fn, name)
print(F.apply(x).grad_fn._forward_cls is F, type(F.apply(x).grad_fn).__bases__)
