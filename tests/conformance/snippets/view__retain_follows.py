# retain_grad stays with a view whose history is made again
# tier: 3
import torch
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
v = x[:2]
v.retain_grad()
with torch.no_grad():
    x.mul_(2)
print(v, v.grad_fn.name(), v.retains_grad)
(v * v).sum().backward()
print(v.grad, x.grad)
