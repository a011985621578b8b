# what an assignment by index records: leading ones are dropped, shapes expanded, numbers filled in
# tier: 3
import torch
def names(node):
    return node and (node.name(), [names(each) for each, _ in node.next_functions])
x = torch.arange(6.0).view(2, 3).requires_grad_()
v = torch.tensor([7.0, 8.0, 9.0], requires_grad=True)
w = torch.ones(1, 3, requires_grad=True)
for key, value in [(0, v), (..., v), (..., 1), (0, w), ((0, 0), v[0]), ([0], w), (slice(0, 1), w), (..., v[0])]:
    y = x * 1
    y[key] = value
    print(names(y.grad_fn), y._version)
