# What is detached from an inference tensor after that mode counts its writes
# tier: 3
import torch

with torch.inference_mode():
    y = torch.ones(2)
    inside = y.detach()
z = y.detach()
w = y.data
print(z.is_inference(), z._version, w.is_inference(), w._version, inside.is_inference())
z.add_(1)
w.add_(1)
print(y, z._version, w._version)
for call in [
    lambda: inside.add_(1),
    lambda: y.view(-1).add_(1),
    lambda: z.requires_grad_(),
    lambda: z._version,
    lambda: z * torch.ones(2, requires_grad=True),
    lambda: inside._version,
    lambda: y.view(-1)._version,
]:
    try:
        print(call())
    except RuntimeError as error:
        print(error)
x = torch.tensor([[0.0]], requires_grad=True)
t = x * 2
with torch.inference_mode():
    x.detach_()
    t.detach_()
print(x.requires_grad, t.requires_grad, t.grad_fn is None)
with torch.no_grad():
    t.detach_()
print(t.requires_grad, t.grad_fn)
