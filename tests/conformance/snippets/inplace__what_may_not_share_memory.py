# what an index puts, adds or scatters may not lie in the memory written; the order of the refusals
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


def put(tensor, key, value):
    tensor[key] = value
    return tensor


x = torch.tensor([[2.0], [3.0]])
places = torch.tensor([5])
show(
    lambda: put(x, ([5],), x),
    lambda: put(x, ([True],), x),
    lambda: put(x, ([True, False],), x[1, 0]),
    lambda: put(x, ([True, False], [True]), x[1, 0]),
    lambda: put(x, True, x),
    lambda: put(x, (0, True), 4),
    lambda: put(x, torch.tensor(True), x),
    lambda: put(x.clone(), [0, 5], torch.ones(3)),
    lambda: put(x, [0, 5], torch.ones(2, 1).double()),
    lambda: x.index_put((places,), torch.tensor(1)),
    lambda: x[[0, 5], [0, 0, 0]],
    lambda: x[:, places],
    lambda: x.index_add_(0, torch.tensor([0, 5]), x),
    lambda: x.scatter_(0, torch.tensor([[5]]), x),
    lambda: x.scatter_reduce_(0, torch.tensor([[0]]), x, "sum"),
    lambda: x.put_(torch.tensor([0, 1]), x),
    lambda: x.put(torch.tensor([0, 9]), torch.ones(2)),
    lambda: x.put_(torch.tensor([0, 9]), torch.ones(2).double()),
    lambda: x.masked_fill_(x > 2, x[0, 0]),
    lambda: x.index_fill_(0, torch.tensor([0]), x[1, 0]),
    lambda: torch.eye(0).index_select(0, torch.tensor([0])),
)
one = torch.tensor(2.0, requires_grad=True)
for how in ("sum", "mean", "amax"):
    y = one.scatter_reduce(0, torch.tensor(0), one * 3, how)
    print(how, y, torch.autograd.grad(y, one))
show(
    lambda: x.scatter_reduce(0, torch.tensor([[5]]), x, "sum"),
    lambda: x.scatter_reduce(0, torch.tensor([[0]]), x.double(), "sum"),
    lambda: x.scatter_reduce(0, torch.tensor([0]), x, "sum"),
)
