# tensor_split, hsplit, vsplit, dsplit: places beyond the end, from behind, as tensors; refusals
# tier: 3
import torch


def show(found):
    try:
        print(found())
    except Exception as error:
        print(type(error).__name__, error)

t = torch.arange(16.0).reshape(4, 4)
show(lambda: torch.hsplit(t, [3, 6]))
show(lambda: torch.hsplit(t, (1, 2)))
show(lambda: torch.hsplit(t, 2))
show(lambda: torch.hsplit(t, 3))
show(lambda: torch.hsplit(t, 0))
show(lambda: torch.hsplit(t, [-1]))
show(lambda: torch.hsplit(t, [2, 1]))
show(lambda: torch.vsplit(t, [3, 6]))
show(lambda: torch.vsplit(t, [1]))
show(lambda: torch.tensor_split(t, [1, 6], dim=1))
show(lambda: torch.tensor_split(t, 3))
show(lambda: torch.tensor_split(t, torch.tensor([1, 3])))
show(lambda: torch.tensor_split(t, torch.tensor(3)))
show(lambda: torch.tensor_split(t, 0))
show(lambda: torch.tensor_split(t, -1))
show(lambda: torch.tensor_split(t, [-1], 1))
show(lambda: torch.tensor_split(torch.tensor(1.0), 1))
show(lambda: torch.dsplit(torch.arange(16.0).reshape(2, 2, 4), [3, 6]))
show(lambda: torch.vsplit(torch.arange(3.0), 1))
show(lambda: torch.tensor_split(torch.arange(4.0, requires_grad=True), [1, 9]))
