# What pooling and convolution refuse of kernels, strides, padding and dilation, each in its words
# tier: 3
import torch
import torch.nn.functional as F


def tried(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except (RuntimeError, TypeError, IndexError) as error:
        print(type(error).__name__, error)


row, plane, cube = torch.ones(1, 1, 3), torch.ones(1, 3, 3), torch.ones(1, 1, 3, 3)
for places in (False, True):
    for sizes in ((0,), (-1,), (1, 0), (1, -1), (1, 1, -1), (1, 1, 1), (1, 1, 0, 0), (5,)):
        tried(F.max_pool1d, row, *sizes, return_indices=places)
for sizes in ((0,), (-1,), (1, -1), (1, 1, 1), (1, 1, -1), (4,)):
    tried(F.max_pool2d, plane, *sizes)
    tried(F.avg_pool2d, plane, *sizes)
    tried(F.avg_pool1d, row, *sizes)
for sizes in ((0,), (-1,), (1, 1, 1)):
    tried(F.max_pool3d, cube, *sizes)
    tried(F.avg_pool3d, cube, *sizes)
tried(F.max_pool2d, plane, 1, 1, 0, 0)
tried(F.avg_pool2d, plane, 1, divisor_override=0)
tried(F.avg_pool1d, row, 0, 1)

tried(F.adaptive_avg_pool1d, torch.ones(3), 1)
tried(F.adaptive_avg_pool1d, torch.ones(1, 1, 1, 3), 1)
tried(F.adaptive_avg_pool1d, torch.ones(1, 3), -1)
tried(F.adaptive_avg_pool1d, torch.ones(1, 3), (2, 3))
tried(F.adaptive_avg_pool2d, plane, (1, -1))
y = F.adaptive_avg_pool1d(torch.ones(2, 1, 3, requires_grad=True), 1)
while y is not None:
    y = y.grad_fn if isinstance(y, torch.Tensor) else y
    print(y.name())
    y = y.next_functions[0][0] if y.next_functions else None

one = torch.ones(1, 1)
for wrong in ({"stride": 0}, {"padding": -1}, {"dilation": 0}, {"groups": 0}):
    tried(F.conv1d, one, torch.ones(1, 1, 1), **wrong)
    if "dilation" not in wrong:
        tried(F.conv_transpose1d, one, torch.ones(1, 1, 1), **wrong)
tried(F.conv1d, one, torch.ones(1, 1, 0))
tried(F.conv2d, one[None], torch.ones(1, 1, 0, 1))
tried(F.conv_transpose1d, one, torch.ones(1, 1, 0))
tried(F.conv1d, one, torch.ones(1, 1, 1, 1))
tried(F.pad, torch.ones(1, 0), (1, 1), mode="reflect")
