# gradcheck where nothing is differentiable
# tier: 3
import torch
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(lambda t: t.detach() * 2, (x,)))
