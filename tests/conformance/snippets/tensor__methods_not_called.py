# The parentheses of a method forgotten
# tier: 1
import torch
x = torch.ones(2, 3)
loss = torch.tensor(2.0, requires_grad=True)
print(loss.item)
print(torch.nn.Linear(1, 1).weight.size)
for f in (lambda: x.size[0], lambda: x.numel + 1, lambda: f"{loss.item:.2f}", lambda: round(loss.item, 2), lambda: range(x.dim), lambda: x.tolist[0], lambda: torch.zeros(x.size)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
