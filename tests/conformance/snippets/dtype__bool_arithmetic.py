# arithmetic that truth values do not have
# tier: 3
import torch
b, x = torch.tensor([True]), torch.tensor([2.0])
for f in (lambda: -b, lambda: b - b, lambda: 1 - b, lambda: x - b, lambda: b // b, lambda: b % b, lambda: b ** b, lambda: abs(b),
          lambda: b.floor(), lambda: torch.lerp(b, b, 0.5), lambda: torch.nn.functional.mse_loss(b, b), lambda: torch.nn.functional.gelu(b),
          lambda: b.argmax(), lambda: b.topk(1), lambda: b + b, lambda: b * 2, lambda: b / b, lambda: torch.mul(2, 3), lambda: torch.add(2, 3.5)):
    try:
        print(f())
    except (RuntimeError, NotImplementedError) as error:
        print(type(error).__name__, error)
