# Equations that einsum refuses
# tier: 3
import torch
x = torch.ones(2)
for text in [
    "torch.einsum('$->', x)",
    "torch.einsum('i->$', x)",
    "torch.einsum('i..', x)",
    "torch.einsum('...i...', x)",
    "torch.einsum('i->ii', x)",
    "torch.einsum('i', 1)",
    "torch.einsum('i,j', x)",
    "torch.einsum(' i -> ', x)",
]:
    try:
        print(text, '->', eval(text))
    except Exception as error:
        print(text, '->', type(error).__name__, error)
