# An unpacked tensor of a shape that does not fit
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
for made in (torch.ones(1), torch.ones(3)):
    with torch.autograd.graph.saved_tensors_hooks(lambda t: 0, lambda p: made):
        y = x.sin()
    print(torch.autograd.grad(y.sum(), x))
