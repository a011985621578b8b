# Writing from memory that overlaps what is written
# tier: 2
import torch
h = torch.arange(6.0)
for f in (lambda: h[1:].add_(h[:-1]), lambda: h.view(2, 3).copy_(h[:3]), lambda: h[:3].copy_(h[3:]), lambda: h.mul_(h)):
    try:
        print(f())
    except RuntimeError as e:
        print(str(e)[:90])
