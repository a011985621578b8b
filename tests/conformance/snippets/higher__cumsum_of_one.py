# Nothing is summed up: the gradient passes as it is
# tier: 3
import torch
x = torch.tensor([[1., 2.]], requires_grad=True)
for dim in (0, 1):
    g, = torch.autograd.grad((x.cumsum(dim) ** 2).sum(), x, create_graph=True)
    print(g, g.grad_fn)
