# Python numbers that an integer dtype does not hold go round its end, or are refused
# tier: 3
import torch
i = torch.tensor([1], dtype=torch.int8)
u = torch.tensor([1], dtype=torch.uint8)
print(i + 200, 200 - i, i * 300, u - 300, u * -1, i // 200, i == 257, i < 200, torch.tensor([1]) + 2**63)
b = torch.tensor([True])
print(torch.add(b, b, alpha=2), b.clone().add_(True, alpha=3), torch.tensor([False]).add(b, alpha=0), b.add(1, alpha=3))
for f in (lambda: i.clamp(max=200), lambda: torch.where(i > 0, i, 200), lambda: i.masked_fill(i > 0, 200), lambda: u.masked_fill(u > 0, -1), lambda: torch.pow(i, 200), lambda: i.add(i, alpha=200), lambda: torch.tensor([1]) * 2**64):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
