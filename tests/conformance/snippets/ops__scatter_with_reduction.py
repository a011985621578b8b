# scatter with reduce="add" and "multiply": values, and that it has no derivative
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


index = torch.tensor([0, 0, 1])
src = torch.tensor([2.0, 3, 4])
x = torch.tensor([1.0, 2, 3], requires_grad=True)
show(
    lambda: torch.ones(3).scatter_(0, index, src, reduce="add"),
    lambda: torch.full((3,), 2.0).scatter_(0, index, src, reduce="multiply"),
    lambda: torch.ones(3).scatter(0, index, 2.0, reduce="multiply"),
    lambda: torch.ones(3).scatter_(0, index, 2.0, reduce="add"),
    lambda: torch.ones(3).scatter_(0, index, src, reduce="mean"),
    lambda: x.scatter(0, index, src, reduce="add"),
    lambda: x.scatter(0, index, src, reduce="add").sum().backward(),
    lambda: x.grad,
    lambda: torch.ones(3, dtype=torch.int64).scatter_(0, index, 2, reduce="add"),
)
