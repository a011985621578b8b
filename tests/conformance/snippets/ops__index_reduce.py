# index_reduce: products, means and extremes of slices, with gradients and refusals
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


index = torch.tensor([0, 0, 1])
for how in ("prod", "mean", "amax", "amin"):
    for with_self in (True, False):
        a = torch.tensor([1.0, 2, 3], requires_grad=True)
        b = torch.tensor([2.0, 3, 4], requires_grad=True)
        y = torch.index_reduce(a, 0, index, b, how, include_self=with_self)
        y.pow(2).sum().backward()
        print(how, with_self, y, a.grad, b.grad)
m = torch.tensor([[1.0, 2], [3, 4]])
print(m.index_reduce_(1, torch.tensor([1, 1]), torch.tensor([[2.0, 3], [5, 6]]), "mean"), m._version)
ones = torch.ones(3)
show(
    lambda: ones.index_reduce(0, index, torch.ones(2), "prod"),
    lambda: ones.index_reduce(0, torch.tensor([5]), torch.ones(1), "prod"),
    lambda: ones.index_reduce(0, index.float(), torch.ones(3), "prod"),
    lambda: ones.index_reduce(0, index, torch.ones(3), "sum"),
    lambda: ones.index_reduce(0, index, torch.ones(3)),
    lambda: ones.long().index_reduce(0, index, torch.ones(3), "prod"),
    lambda: ones.long().index_reduce(0, index, torch.full((3,), 3), "mean"),
)
