# cumprod of one element, threshold of nan, var of one element, layer_norm of a transposed input
# tier: 3
import torch
import torch.nn.functional as F
x = torch.tensor([1.0, 2.0], requires_grad=True)
F.mse_loss(x, torch.zeros(2)).cumprod(0).backward()
print(x.grad)
a = torch.tensor([3.0], requires_grad=True)
b = a.cumprod(0)
b.data += 1
b.backward()
print(a.grad, F.threshold(torch.tensor([float("nan"), 1.0]), 0.0, 9.0))
print(F.layer_norm(torch.ones(2, 3).T, (2,)).stride())
print(torch.autograd.grad(a.var(), a, create_graph=True))
for call in (lambda: F.dropout(torch.tensor([1, 2])), lambda: torch.tensor([]).median(0)):
    try:
        print(call())
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, error)
print(F.dropout(torch.tensor([1]), 0.0))
