# out= refuses memory that is read elsewhere; clamp_ wants a bound
# tier: 3
import torch
x = torch.arange(4.0)
for call in (lambda: torch.add(x[1:], x[:-1], out=x[1:]), lambda: torch.add(x, 1, out=x)):
    try:
        print(call())
    except RuntimeError as error:
        print(error)
x.clamp_()
