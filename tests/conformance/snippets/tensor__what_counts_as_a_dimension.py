# what stands for an integer or a number without being one: bool, index objects, tensors
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


class Two:
    def __index__(self):
        return 2


m = torch.ones(2, 3, 4)
show(
    lambda: m.mean(dim=(0, Two())).shape,
    lambda: torch.arange(Two()),
    lambda: torch.zeros(Two(), 1).shape,
    lambda: m.diagonal(0, 1, 1),
    lambda: m.unsqueeze(True).shape,
    lambda: m.sum("a"),
    lambda: m.transpose(0, 1.0),
    lambda: m.select(0, torch.tensor(1)).shape,
    lambda: m.sum(torch.tensor(1)).shape,
    lambda: torch.ones(torch.tensor(2)).shape,
)
