# How the message names the history that copy_ leaves
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
h = x * 1
h.copy_(x)
print(h.grad_fn.name(), type(h.grad_fn).__name__)
z = h * h
h.detach().zero_()
z.sum().backward()
