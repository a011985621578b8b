# A view that is reshaped in place without grad mode gets a new history, and so does its alias
# tier: 3
import torch

x = torch.ones(2, 2, requires_grad=True)
for look in (lambda: x[1], lambda: x.T, lambda: (x * 1)[1], lambda: x.view(1, 4)):
    y = look()
    with torch.no_grad():
        y.unsqueeze_(0).squeeze_(0)
    print(y.shape, y.grad_fn.name())
    y.sum().backward()
print(x.grad)
y = (x * 1)[1]
y.unsqueeze_(0)
print(y.grad_fn.name())
with torch.no_grad():
    y = x[1]
    y.unsqueeze_(0)
try:
    print(y.grad_fn)
except RuntimeError as error:
    print(error)
y = torch.ones(2, 2)[1].unsqueeze_(0)
print(y.grad_fn, y.requires_grad)
