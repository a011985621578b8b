# A hook that removes itself
# tier: 3
import torch

x = torch.ones(2, requires_grad=True)
def h(g):
    print('once'); hd.remove()
hd = x.register_hook(h)
(x * 2).sum().backward(); (x * 2).sum().backward(); print(x.grad)
