# Of each binary op: written either operand, written the result
# tier: 1
import torch

x = torch.tensor([.1, .2, .4], requires_grad=True); w = torch.tensor([3., 2., 1.], requires_grad=True)
for n in 'add sub mul div pow atan2 maximum minimum fmod remainder hypot dot outer'.split():
    f = getattr(torch, n)
    for who in (0, 1, 2):
        y = x * 1; q = w * 1; r = f(y, q)
        with torch.no_grad(): (y, q, r)[who].add_(0)
        try: r.sum().backward(); print(n, who, 'ok')
        except Exception as e: print(n, who, str(e)[95:165])
