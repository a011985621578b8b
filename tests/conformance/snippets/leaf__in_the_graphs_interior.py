# a leaf that became a result before its gradient arrives; a gradient made in inference mode grows
# tier: 3
import torch

x = torch.tensor([2.0], requires_grad=True)
y = x * 3
x.requires_grad_(False)
x.mul_(y)
for root in (y, x.sum()):
    try:
        root.backward()
    except RuntimeError as error:
        print(error)
z = torch.tensor([0.5], requires_grad=True)
with torch.inference_mode():
    z.backward()
try:
    z.backward()
except RuntimeError as error:
    print(error)
print(z.grad)
