# index and src of scatter with other dimensions
# tier: 3
import torch
x = torch.tensor([[1., 2.]])
for text, call in [
    ('x.scatter(1, torch.tensor([[0]]), torch.tensor(0.))', lambda: x.scatter(1, torch.tensor([[0]]), torch.tensor(0.))),
    ('x.scatter(1, torch.tensor([[0]]), torch.tensor([0.]))', lambda: x.scatter(1, torch.tensor([[0]]), torch.tensor([0.]))),
    ('x.scatter_add(0, torch.tensor([[0, 0], [0, 0]]), torch.tensor([1.]))', lambda: x.scatter_add(0, torch.tensor([[0, 0], [0, 0]]), torch.tensor([1.]))),
    ('x.scatter(1, torch.tensor([0]), torch.tensor([[0.]]))', lambda: x.scatter(1, torch.tensor([0]), torch.tensor([[0.]]))),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
