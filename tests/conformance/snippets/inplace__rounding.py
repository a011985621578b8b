# round_, floor_, ceil_, trunc_, bernoulli_: a gradient of zero
# tier: 3
import torch

x = torch.ones(3, requires_grad=True)
y = (x * 2)
y.round_(); y.floor_(); y.ceil_(); y.trunc_(); print(y.grad_fn)
y.sum().backward(); print(x.grad)
y = (x * 2)
try: y.bernoulli_(); print(y.grad_fn)
except Exception as e: print(e)
