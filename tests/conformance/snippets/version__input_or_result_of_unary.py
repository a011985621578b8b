# Of each unary op: written its input, written its result
# tier: 1
import torch

x = torch.tensor([.1, .2, .4], requires_grad=True)
for n in 'tanh sigmoid exp sqrt rsqrt reciprocal sin cos log log1p expm1 abs neg square tan atan asin erf sign relu softplus floor'.split():
    f = getattr(torch, n, None) or getattr(torch.nn.functional, n)
    for who in (0, 1):
        y = x * 1; r = f(y); (y, r)[who].add_(0)
        try: r.sum().backward(); print(n, who, 'ok')
        except Exception as e: print(n, who, str(e)[95:165])
