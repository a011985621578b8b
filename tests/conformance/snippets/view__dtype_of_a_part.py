# view(dtype) of a part: offset and strides must be divisible; of nothing; beside sizes
# tier: 3
import torch
wide = torch.zeros(4, 6)
for ask in (
    lambda: torch.zeros(3, 5)[:, :2].view(torch.float64),
    lambda: torch.zeros(4, 5)[:, 1:3].view(torch.float64),
    lambda: torch.zeros(2, 0).view(torch.float64),
    lambda: torch.zeros(0, 3).view(torch.float64),
    lambda: torch.zeros(2).view(2, dtype=torch.int32),
    lambda: torch.zeros(2).view(torch.int32, 2),
):
    try:
        ask()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
part = wide[1:, 2:4]
print(part.view(torch.float64), part.view(torch.int16).stride(), part.view(torch.int16).storage_offset())
part.view(torch.float64)[0, 0] = 1
print(wide)
print(torch.zeros(0).view(torch.int16), torch.zeros(0, 2).view(torch.float64).shape, torch.zeros(2, 0).view(torch.int16).shape)
