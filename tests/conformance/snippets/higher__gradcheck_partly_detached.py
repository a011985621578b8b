# gradcheck where one input was detached
# tier: 3
import torch
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
y = torch.tensor([1.], dtype=torch.double, requires_grad=True)
torch.autograd.gradcheck(lambda a, b: a * b.detach(), (x, y))
