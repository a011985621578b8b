# Indices are packed one by one; a hook registered later sees no history; torch.func takes none
# tier: 3
import torch


def shown(tensor):
    print("pack", tensor)
    return tensor


leaf = torch.ones(2, 2, requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(shown, lambda tensor: tensor):
    y = leaf[[1, 0]] + leaf[:, torch.tensor([0])]
    z = leaf[leaf > 0]
(y.sum() + z.sum()).backward()
print(leaf.grad)

y = leaf.exp()
y.grad_fn._raw_saved_result.register_hooks(shown, lambda tensor: tensor * 2)
z = y * y
z.grad_fn._raw_saved_self.register_hooks(shown, lambda tensor: tensor)
z.sum().backward()
y = leaf.clamp(min=0)
y.mul_(1)
try:
    y.grad_fn._raw_saved_self.register_hooks(shown, shown)
except RuntimeError as error:
    print(error)


def inside(a):
    with torch.autograd.graph.save_on_cpu():
        return a.sum()


for transform in (torch.func.grad, torch.func.grad_and_value, torch.func.jacrev, torch.func.hessian):
    for function in (inside, torch.sum):
        try:
            with torch.autograd.graph.save_on_cpu():
                transform(function)(leaf.detach())
        except RuntimeError as error:
            print(transform.__name__, error)
try:
    with torch.autograd.graph.save_on_cpu():
        torch.func.vjp(torch.sum, [1])
except RuntimeError as error:
    print(error)
try:
    torch.func.grad(inside)(leaf.detach())
except RuntimeError as error:
    print(error)
