# requires_grad takes truth values only
# tier: 3
import torch
x = torch.ones(2)
for f in (lambda: setattr(x, "requires_grad", 1), lambda: x.requires_grad_("yes"), lambda: torch.ones(2, requires_grad=True).__delattr__("requires_grad")):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
x.note = "kept"
print(x.note, hasattr(x * 1, "note"))
