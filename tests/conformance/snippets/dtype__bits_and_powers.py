# bits of floats, powers of truth values, and what in-place writes say first
# tier: 3
import torch


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


i = torch.tensor([1, 2])
b = torch.tensor([True, False])
show(
    lambda: ~torch.ones(2),
    lambda: torch.ones(2).bitwise_not(),
    lambda: i.__iand__(1.5),
    lambda: i & 1.5,
    lambda: i.__ilshift__(1.5),
    lambda: i << 1.5,
    lambda: b.__iand__(2),
    lambda: b**True,
    lambda: b.pow(False),
    lambda: (b**2).dtype,
    lambda: True**b,
    lambda: b**b,
    lambda: torch.cross(torch.ones(2, 3), torch.ones(2, 3)),
    lambda: torch.cross(torch.ones(3, 2), torch.ones(3, 2)),
    lambda: torch.cross(torch.ones(2), torch.ones(2)),
    lambda: torch.linalg.cross(torch.ones(2, 2), torch.ones(2, 2)),
)
