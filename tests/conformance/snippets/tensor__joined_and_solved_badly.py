# cat of what is no tensor; solve of shapes that do not fit
# tier: 3
import torch
a = torch.ones(2, 3)
for call in (lambda: torch.cat([a, [1]]), lambda: torch.stack([None, a]), lambda: torch.linalg.solve(torch.eye(2), torch.ones(3)),
             lambda: torch.linalg.solve(torch.eye(3), torch.ones(2, 2)), lambda: torch.linalg.solve(a, a)):
    try:
        print(call())
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, error)
