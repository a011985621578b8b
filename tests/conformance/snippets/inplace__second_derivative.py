# Second derivative through an in-place product: the clone that was saved has a history
# tier: 3
import torch
x = torch.tensor([0.5, 1.5], requires_grad=True)
y = torch.tensor([2.0, -1.0], requires_grad=True)
h = x * 1
h.mul_(y)
g = torch.autograd.grad((h * h).sum(), [x, y], create_graph=True)
print(g)
print(torch.autograd.grad(sum((k * k).sum() for k in g), [x, y]))
