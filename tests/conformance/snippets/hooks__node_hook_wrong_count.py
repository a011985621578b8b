# A node's hook that returns too few gradients, or no tuple
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
for made in (lambda gi, go: (gi[0],), lambda gi, go: 5, lambda gi, go: (gi[0] * 3, gi[1])):
    y = x * 2
    y.grad_fn.register_hook(made)
    try:
        y.sum().backward()
        print(x.grad)
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
