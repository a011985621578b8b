# // has a node that refuses, whichever operand requires grad
# tier: 2
import torch
x = torch.tensor([3., 5.], requires_grad=True)
for text, call in [
    ('x // 2, 2 // x', lambda: (x // 2, 2 // x)),
    ('x // torch.ones(2), torch.ones(2) // x, x // x', lambda: (x // torch.ones(2), torch.ones(2) // x, x // x)),
    ('x // torch.tensor(2.)', lambda: x // torch.tensor(2.)),
    ('(x // torch.ones(2)).sum().backward()', lambda: (x // torch.ones(2)).sum().backward()),
    ('x.xlogy(2).dtype', lambda: x.xlogy(2).dtype),
    ("torch.einsum('ij,jk->ik', torch.ones(1, 1).double(), torch.ones(1, 1)).dtype", lambda: torch.einsum('ij,jk->ik', torch.ones(1, 1).double(), torch.ones(1, 1)).dtype),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
