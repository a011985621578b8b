# reshape of a tensor that lies otherwise in memory yet can be looked at
# tier: 3
import torch
x = torch.arange(6.0).view(2, 3).requires_grad_()
for y in (x.reshape(6), x.t().reshape(3, 2, 1), x.t().reshape(6), x[:, :2].reshape(2, 2, 1), x.expand(2, 2, 3).reshape(4, 3), x.t().ravel()):
    print(y.grad_fn.name(), y._base is x)
