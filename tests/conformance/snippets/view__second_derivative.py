# Second derivative through a written view: CopySlices run on tensors
# tier: 3
import torch
x = torch.tensor([0.5, 1.5, -1.0, 2.0], requires_grad=True)
y = torch.tensor([2.0, -1.0], requires_grad=True)
h = x * 1
h.view(2, 2)[0].mul_(y)
g = torch.autograd.grad((h * h).sum(), [x, y], create_graph=True)
print([k.grad_fn.name() for k in g], [k.detach() for k in g])
print(torch.autograd.grad(sum((k * k).sum() for k in g), [x, y]))
