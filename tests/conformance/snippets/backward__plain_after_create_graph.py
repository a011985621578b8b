# A plain backward adds in place to a gradient that has a history
# tier: 3
import torch
import warnings
warnings.simplefilter("ignore")
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * x).sum().backward(create_graph=True)
g = x.grad
(x * 3).sum().backward()
print(x.grad is g, x.grad.requires_grad, x.grad.grad_fn.name(), x.grad.detach(), x.grad._version)
