# .grad.data, a detached and a reshaped .grad, written after an operation has read the gradient
# tier: 1
import torch

w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
b = torch.zeros(300, requires_grad=True)
for _ in range(2):
    ((w**2).sum() + (b - 1).pow(2).sum()).backward()
    print((w.grad * 2, (b.grad * 2).sum()))
    w.data -= 0.1 * w.grad.data
    g = b.grad.detach()
    g.mul_(0.5)
    w.grad.view(3).zero_()
    print(w, w.grad, b.grad.sum(), g.sum())
    print(w.grad * 3)
    d = w.grad.detach()
    w.grad = None
    d.add_(1)
    n = b.grad.data
    b.grad = torch.ones(300)
    n.fill_(7)
    print(d, n.sum())
opt = torch.optim.SGD([w, b], 0.1, momentum=0.9)
(w.sum() + b.sum()).backward()
opt.step()
w.grad.data.clamp_(-0.5, 0.5)
b.grad.data.zero_()
opt.step()
print(w, b.sum())
