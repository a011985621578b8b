# Operators with what is neither tensor nor number: Python's own refusal, before autograd's
# tier: 3
import operator

import torch

NAMES = "add sub mul truediv floordiv mod pow and or xor lshift rshift matmul".split()
for kind in ["float", "int"]:
    for name in NAMES:
        plain = getattr(operator, f"__{name}__")
        inplace = getattr(operator, f"__i{name}__")
        for other in ["a", None, [1], (1,), object]:
            for how in ["in place", "left", "right"]:
                x = torch.ones(2, requires_grad=True) if kind == "float" else torch.ones(2).int()
                try:
                    made = inplace(x, other) if how == "in place" else plain(x, other) if how == "left" else plain(other, x)
                    print(kind, name, other, how, "did", x, made)
                except Exception as error:
                    print(kind, name, other, how, type(error).__name__, error)
