# gradcheck of a function that returns numbers
# tier: 3
import torch
x = torch.tensor([1., 2.], dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(lambda t: (t * 2).tolist(), (x,)))
