# No inputs at all
# tier: 3
import torch
x = torch.tensor([1.0], requires_grad=True)
torch.autograd.grad((x * 2).sum(), [])
