# The gradient of logit outside of 0 to 1
# tier: 3
import torch
x = torch.tensor([0., 1., -0.5, 0.3, 1.5], requires_grad=True)
x.logit().sum().backward()
print(x.grad)
print(torch.signbit(torch.tensor([-0., -0.]).cumsum(0)))
