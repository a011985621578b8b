# A tensor hook that returns another shape
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 2
def hook(g):
    return torch.ones(3)
y.register_hook(hook)
y.sum().backward()
