# what the nodes of pooling, pinv and lstsq save, under PyTorch's names
# tier: 3
import torch
import torch.nn.functional as F


def saved(tensor):
    node = tensor.grad_fn
    print(node.name())
    for name in dir(node):
        if name.startswith("_saved_"):
            value = getattr(node, name)
            print("  ", name, value.shape if isinstance(value, torch.Tensor) else value)


x = torch.arange(72.0, requires_grad=True).view(1, 2, 6, 6)
saved(F.max_pool2d(x, 2, stride=2))
saved(F.max_pool2d(x, 3, stride=1, padding=1, dilation=2, ceil_mode=True))
saved(F.avg_pool2d(x, 2, stride=2))
saved(F.avg_pool2d(x, 2, stride=1, padding=1, count_include_pad=False, divisor_override=3))
saved(F.max_pool3d(x[None], (1, 2, 2), stride=2))
saved(F.avg_pool3d(x[None], (1, 2, 2), stride=2))
saved(torch.nn.MaxPool2d(2)(x))
saved(torch.nn.AvgPool2d(2)(x))
matrix = torch.tensor([[2.0, 1.0], [0.0, 3.0], [1.0, 1.0]], requires_grad=True)
saved(torch.linalg.pinv(matrix))
y = F.max_pool2d(x, 2, stride=2)
node = y.grad_fn
print(node._saved_result1, node._saved_self is x)
y.sum().backward()
try:
    node._saved_self
except RuntimeError as error:
    print(error)
