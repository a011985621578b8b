# What softmax gives adds up as in PyTorch, to the last bit that printing shows
# tier: 1
import torch
torch.manual_seed(0)
for n in (2, 3, 4, 5, 6, 7, 8, 9, 10):
    x = torch.randn(4, n)
    print(n, x.sum(), x.sum(-1).tolist(), x.mean(1).tolist())
for scores in ([1.0, 2.0, 3.0], [0.5, -1.0, 2.0, 0.0], [0.1] * 7, [0.3] * 10, [1.0] * 6):
    p = torch.tensor(scores).softmax(0)
    print(p, p.sum(), p.sum().item(), (1 - p.sum()).item(), p.mean())
for n in (5, 6, 7, 9, 10):
    x = torch.arange(float(n)).sub(2).div(2).expand(2, n)
    print(n, x.softmax(1).sum(1), x.log_softmax(1).exp().sum(1))
