# Which reductions saved their input, and what each says
# tier: 2
import torch

x = torch.tensor([1., 2., 4.], requires_grad=True)
for f in (torch.norm, torch.std, torch.var, torch.prod, torch.logsumexp and (lambda t: t.logsumexp(0)), torch.mean, torch.amax, lambda t: t.cumsum(0).sum(), lambda t: t.cumprod(0).sum(), torch.median):
    y = x * 1; r = f(y)
    y.add_(1)
    try: r.backward(); print('ok')
    except Exception as e: print(str(e)[85:240])
