# Grad mode inside hooks
# tier: 3
import torch
x = torch.tensor(2.0, requires_grad=True)
y = x * x
y.register_hook(lambda g: print(torch.is_grad_enabled(), g.requires_grad))
y.backward(retain_graph=True)
torch.autograd.grad(y, x, create_graph=True)
