# gather, take, masked_select, cummax, pooling and convolution save their input
# tier: 2
import torch
import torch.nn.functional as F
x = torch.tensor([[0.25, 0.5], [0.75, 0.125]], requires_grad=True)
for f in (lambda a: a.gather(0, torch.tensor([[0, 1]])), lambda a: a.take(torch.tensor([0])), lambda a: a.masked_select(torch.tensor([True, False])), lambda a: a.cummax(0)[0], lambda a: F.max_pool2d(a[None], 2), lambda a: F.avg_pool2d(a[None], 2), lambda a: F.conv1d(a[None], torch.ones(1, 2, 1)), lambda a: a.topk(1)[0], lambda a: a.max(0)[0], lambda a: a.index_select(0, torch.tensor([0])), lambda a: a[[0]]):
    a = x * 1
    y = f(a)
    a.add_(1)
    try:
        y.sum().backward()
        print(y.grad_fn.name(), 'fine')
    except RuntimeError as error:
        print(y.grad_fn.name(), 'modified')
