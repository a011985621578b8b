# rules that are recorded call the overloads for numbers
# tier: 3
import torch
def names(node):
    return node and (node.name(), [names(each) for each, _ in node.next_functions])
x = torch.tensor([0.25, 0.5], requires_grad=True)
for f in (torch.tan, torch.erf, torch.expm1, torch.log1p, torch.asin, torch.sqrt, torch.sigmoid, torch.tanh, torch.nn.functional.silu,
          lambda a: torch.lerp(a, a, a), lambda a: a.norm(), lambda a: a.var(), lambda a: a.std(), lambda a: a * a[0]):
    (grad,) = torch.autograd.grad(f(x).sum(), x, create_graph=True)
    print(names(grad.grad_fn))
x.sin().sum().backward(create_graph=True)
print(names(x.grad.grad_fn), x.grad._version)
