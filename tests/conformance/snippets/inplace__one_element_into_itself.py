# A single element assigned to a view of itself: expanded from no dimensions it overlaps
# tier: 3
import torch

for source in (
    "x = torch.tensor([1.0]); x[None] = x",
    "x = torch.tensor([[1.0]]); x[0] = x",
    "x = torch.tensor([[1.0], [2.0]]); x[:1] = x[0]",
    "x = torch.tensor([[1.0], [2.0]]); x[0] = x[0:1]",
    "x = torch.tensor([1.0]); x[:] = x",
    "x = torch.tensor([1.0]); x[None] = x[0]",
    "x = torch.tensor([1.0, 2.0]); x[None] = x",
    "x = torch.tensor([[1.0]]); x[None] = x.clone()",
):
    try:
        exec(source)
        print("fine")
    except RuntimeError as error:
        print(type(error).__name__, error)
