# autograd.grad takes a gradient before the hooks of a node that runs
# tier: 2
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x * 3
y.register_hook(lambda g: g * 7)
print(torch.autograd.grad(y.sum(), [x, y], retain_graph=True))
print(torch.autograd.grad(y.sum(), [y], retain_graph=True))
z = x * 3
z.grad_fn.register_prehook(lambda gs: (print('before', gs), (gs[0] * 5,))[1])
print(torch.autograd.grad(z.sum(), [z], retain_graph=True))
print(torch.autograd.grad(z.sum(), [x, z]))
