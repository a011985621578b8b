# What .data may be set to
# tier: 2
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * 2
y.data = torch.zeros(3)
print(y, y._version, y.grad_fn.name())
for bad in ([1, 2], torch.tensor([1, 2])):
    try:
        x.data = bad
    except Exception as e:
        print(type(e).__name__, e)
