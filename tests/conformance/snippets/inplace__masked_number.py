# By a mask one number of any dtype may be written, and is not cast
# tier: 3
import torch
for kind in (torch.float32, torch.float64):
    for shape in ((), (1,)):
        x = torch.zeros(3, 3)
        y = torch.full(shape, 0.5, dtype=kind, requires_grad=True)
        x[[True, False, True]] = y
        print(x, x.grad_fn.next_functions[1][0].name())
        x.sum().backward()
        print(y.grad)
