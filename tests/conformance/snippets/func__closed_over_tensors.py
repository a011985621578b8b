# Gradients of torch.func keep the history of what the function closes over
# tier: 3
import torch
from torch.func import grad, grad_and_value, jacrev, vjp
w = torch.tensor([2.0, 3.0], requires_grad=True)
x = torch.tensor([1.0, 2.0])
print(grad(lambda x: (x * w).sum())(x), grad(lambda x: (x * x).sum())(x))
print(grad(lambda x: (x**2).sum() + w.sum())(x), grad(lambda x: (x * w.detach()).sum())(x))
print(grad_and_value(lambda x: (x * w).sum())(x))
print(jacrev(lambda x: x * w)(x), jacrev(lambda x: x**2 + w)(x))
made, back = vjp(lambda x: x * w, x)
print(made, back(torch.ones(2)), vjp(lambda x: x**2, x)[1](w))
print(grad(lambda x: ((x * w).sum(), x * w), has_aux=True)(x))
grad(lambda x: (x * w).sum())(x).sum().backward()
print(w.grad)
with torch.no_grad():
    print(grad(lambda x: (x * w).sum())(x), grad(lambda w: (w * w).sum())(w))
# a level within a level: the inner gradient depends on what the outer differentiates by
print(grad(lambda a: grad(lambda b: a * b * b)(torch.tensor(1.0)))(torch.tensor(3.0)))
print(jacrev(lambda a: jacrev(lambda b: a * b)(torch.ones(2)))(x))
def adapted(lr):
    moved = x - lr * grad(lambda p: ((p - 1) ** 2 * lr).sum())(x)
    return (moved**2).sum()
print(grad(adapted)(torch.tensor(0.1)))
