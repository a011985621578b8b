# Tensors of one element in a list count as numbers
# tier: 2
import torch
for text, call in [
    ('torch.tensor([torch.tensor([1.]), torch.tensor([2.])])', lambda: torch.tensor([torch.tensor([1.]), torch.tensor([2.])])),
    ('torch.tensor([torch.tensor([[1.]]), 2])', lambda: torch.tensor([torch.tensor([[1.]]), 2])),
    ('torch.tensor([2., torch.tensor([1])])', lambda: torch.tensor([2., torch.tensor([1])])),
    ('torch.tensor([[torch.tensor([1])], [2.]])', lambda: torch.tensor([[torch.tensor([1])], [2.]])),
    ('torch.tensor([torch.tensor([1., 2.])])', lambda: torch.tensor([torch.tensor([1., 2.])])),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
