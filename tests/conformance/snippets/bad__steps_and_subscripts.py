# Strides, paddings and dilations that cannot be, einsum's subscripts, targets of multi_margin_loss
# tier: 3
import torch
import torch.nn.functional as F
x = torch.ones(2, 3)
calls = [
    lambda: torch.einsum(1, x),
    lambda: torch.einsum(None, x),
    lambda: torch.einsum("ii->i", x),
    lambda: torch.einsum("ii->i", x[:1]),
    lambda: torch.einsum("ij,ik->jk", x, x[:, :2])[0],
    lambda: F.multi_margin_loss(x, torch.tensor([0])),
    lambda: F.multi_margin_loss(x, torch.tensor([0, 1, 2])),
    lambda: F.multi_margin_loss(x, torch.tensor([[0], [1]])),
    lambda: F.multi_margin_loss(x, torch.tensor(0)),
    lambda: F.multi_margin_loss(x[0], torch.tensor([0, 1])),
    lambda: F.multi_margin_loss(x[0], torch.tensor([1])),
    lambda: F.multi_margin_loss(x[0], torch.tensor(1)),
]
for n, conv in enumerate((F.conv1d, F.conv2d, F.conv3d), 1):
    input, weight = torch.ones(1, 1, *(4,) * n), torch.ones(1, 1, *(2,) * n)
    for options in ({"stride": 0}, {"stride": -1}, {"padding": -1}, {"dilation": 0}):
        calls.append(lambda a=(conv, input, weight), o=options: a[0](*a[1:], **o))
for call in calls:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
