# index tensors that do not fit
# tier: 3
import torch
x, one = torch.arange(6.0).view(2, 3), torch.ones(1)
i, m = torch.tensor([0]), torch.tensor([[0]])
for f in (lambda: x.index_add(0, i, one), lambda: x.index_add(0, i, torch.ones(1, 2)), lambda: x.index_add(0, m, x), lambda: x.index_add(0, i, x.double()),
          lambda: x.index_copy(0, i, one), lambda: x.index_copy(1, i, x), lambda: x.index_fill(0, m, 1), lambda: x.index_fill(0, torch.tensor([7]), 1),
          lambda: x.scatter(0, i, x), lambda: x.scatter(0, m, one), lambda: x.scatter(0, torch.tensor([[0, 0, 0, 0]]), x), lambda: x.gather(0, i),
          lambda: x.gather(0, torch.tensor([[0], [0], [0]])), lambda: x.gather(1, m.float()), lambda: x.index_select(0, m), lambda: x.index_select(1, torch.tensor([7])),
          lambda: x.take(one), lambda: torch.take_along_dim(x, i, 0), lambda: x[[0, 1], [0, 0, 0]], lambda: x[:, [7]], lambda: x.index_put((i,), torch.ones(4))):
    try:
        print(f())
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, error)
