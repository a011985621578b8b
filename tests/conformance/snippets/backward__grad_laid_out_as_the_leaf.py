# A gradient lies in memory as its leaf does, where that has no gaps
# tier: 3
import torch
for x in (torch.ones(2, 3).t(), torch.ones(2, 3, 4).permute(2, 0, 1), torch.ones(4, 6)[:, ::2], torch.ones(1, 3).expand(2, 3)):
    x = x.detach().requires_grad_()
    (x * 2).sum().backward()
    x.grad.add_(1)
    print(x.stride(), x.grad.stride(), x.grad.sum())
    x.grad = None
    x.sum().backward()
    (x * x).sum().backward()
    print(x.grad.stride(), torch.autograd.grad((x * x).sum(), x)[0].stride())
    h = x * 1
    h.retain_grad()
    h.sum().backward()
    print(h.stride(), h.grad.stride())
