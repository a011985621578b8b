# functional.jacobian by forward mode
# tier: 3
import torch
import torch.autograd.forward_ad as fwAD
from torch.autograd.functional import jacobian
x = torch.tensor([1.0, 2.0])
y = torch.tensor([1.0, 3.0])
ways = {'strategy': 'forward-mode', 'vectorize': True}
print(jacobian(torch.sin, x, **ways))
print(jacobian(lambda a: (a * 2, a.sum()), x, **ways))
print(jacobian(lambda a, b: a * b, (x, y), **ways))
print(jacobian(lambda a, b: (a * b, a.sum()), (x, y), **ways))
print(jacobian(torch.exp, x.clone().requires_grad_(), **ways))
for more in ({'strict': True}, {'create_graph': True}, {'vectorize': False}):
    try:
        print(jacobian(torch.sin, x, **{**ways, **more}))
    except Exception as error:
        print(type(error).__name__, error)
