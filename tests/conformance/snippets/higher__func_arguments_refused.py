# Places and inputs that torch.func refuses
# tier: 3
import torch
x = torch.ones(2)
for text, call in [
    ('torch.func.grad(lambda a, b: (a * b).sum(), argnums=2)(x, x)', lambda: torch.func.grad(lambda a, b: (a * b).sum(), argnums=2)(x, x)),
    ('torch.func.grad(lambda a: a * 2)(3.)', lambda: torch.func.grad(lambda a: a * 2)(3.)),
    ('torch.func.jvp(lambda a: a ** 2, (x,), (torch.ones(3),))', lambda: torch.func.jvp(lambda a: a ** 2, (x,), (torch.ones(3),))),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
