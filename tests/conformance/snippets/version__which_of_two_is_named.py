# Both operands were written: the one unpacked first is named
# tier: 2
import torch
x = torch.tensor([0.25, 0.5], requires_grad=True)
for f in (torch.atan2, torch.maximum, torch.mul, torch.dot, torch.hypot, torch.pow):
    a, b = x + 1, x * 2
    y = f(a, b)
    a.add_(0)
    b.mul_(1)
    try:
        y.sum().backward()
    except RuntimeError as error:
        print(f.__name__, str(error)[93:170])
