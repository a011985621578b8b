# zero_grad both ways, momentum, versions of the parameter
# tier: 2
import torch

x = torch.nn.Parameter(torch.ones(2))
o = torch.optim.SGD([x], lr=0.1, momentum=0.9)
(x*x).sum().backward(); o.step(); print(x, x._version); o.zero_grad(); print(x.grad)
(x*x).sum().backward(); o.step(); o.zero_grad(set_to_none=False); print(x, x.grad, x._version)
print(o)
o2 = torch.optim.Adam([x * 1])
