# A hook that writes into its gradient
# tier: 3
import torch

x = torch.ones(2, requires_grad=True)
y = x * 2
def hk(g):
    g.mul_(7)
y.register_hook(hk)
y.sum().backward()
print(x.grad)
