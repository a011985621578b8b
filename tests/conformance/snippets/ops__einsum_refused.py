# Equations that einsum refuses
# tier: 3
import torch
x = torch.ones(2)
for text, call in [
    ("torch.einsum('$->', x)", lambda: torch.einsum('$->', x)),
    ("torch.einsum('i->$', x)", lambda: torch.einsum('i->$', x)),
    ("torch.einsum('i..', x)", lambda: torch.einsum('i..', x)),
    ("torch.einsum('...i...', x)", lambda: torch.einsum('...i...', x)),
    ("torch.einsum('i->ii', x)", lambda: torch.einsum('i->ii', x)),
    ("torch.einsum('i', 1)", lambda: torch.einsum('i', 1)),
    ("torch.einsum('i,j', x)", lambda: torch.einsum('i,j', x)),
    ("torch.einsum(' i -> ', x)", lambda: torch.einsum(' i -> ', x)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
