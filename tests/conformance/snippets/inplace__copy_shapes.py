# copy_ and index assignment of a shape that does not fit
# tier: 2
import torch
for f in (lambda: torch.zeros(2).copy_(torch.ones(3)), lambda: torch.zeros(2).copy_(torch.ones(3, 2)),
          lambda: torch.zeros(3, 2).__setitem__(0, torch.ones(3, 2)), lambda: torch.zeros(3, 2).__setitem__(0, torch.ones(3)),
          lambda: torch.zeros(3, 2).__setitem__([0, 1], torch.ones(5))):
    try:
        f()
    except RuntimeError as e:
        print(e)
x = torch.zeros(3, 2)
x[0] = torch.ones(1, 1, 2)
print(x)
