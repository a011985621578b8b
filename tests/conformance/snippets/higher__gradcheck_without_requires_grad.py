# gradcheck wants a tensor that requires grad
# tier: 3
import torch
x = torch.tensor([1., 2.], dtype=torch.double)
torch.autograd.gradcheck(lambda t: t * t, (x,))
