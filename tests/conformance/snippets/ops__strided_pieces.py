# empty_strided, split_with_sizes, swapaxes_, nonzero_static
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


x = torch.tensor([1.0, -2.5, 0.0, 8.0], requires_grad=True)
show(
    lambda: torch.empty_strided((2, 3), (1, 2), dtype=torch.int64).stride(),
    lambda: torch.empty_strided((2, 3), (1,)),
    lambda: torch.ones(2).new_empty_strided((2, 3), (1, 2)).stride(),
    lambda: x.split_with_sizes([1, 3]),
    lambda: x.split_with_sizes([1, 1]),
    lambda: torch.arange(4).reshape(2, 2).swapaxes_(0, 1),
    lambda: (x * 1).reshape(2, 2).clone().swapdims_(0, 1).grad_fn.name(),
    lambda: torch.nonzero_static(torch.tensor([0, 1, 1]), size=3),
    lambda: torch.tensor([[0, 1], [1, 0]]).nonzero_static(size=3, fill_value=9),
    lambda: torch.nonzero_static(torch.tensor([0, 1]), size=-1),
    lambda: torch.nonzero_static(torch.tensor([0, 1])),
)
