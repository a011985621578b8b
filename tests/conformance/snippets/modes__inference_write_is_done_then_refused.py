# a write of an inference tensor outside is refused, but done by then
# tier: 3
import torch
with torch.inference_mode():
    y = torch.tensor([1.0, 2.0])
try:
    y.mul_(3)
except RuntimeError as error:
    print(error)
print(y)
