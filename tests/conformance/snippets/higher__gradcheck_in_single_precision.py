# gradcheck warns of float32
# tier: 3
import torch
x = torch.tensor([1., 2.], requires_grad=True)
torch.autograd.gradcheck(lambda t: t * t, (x,))
