# Dimensions and strides that pooling refuses
# tier: 3
import torch
nn = torch.nn
for text, call in [
    ('nn.MaxPool2d(2)(torch.ones(4))', lambda: nn.MaxPool2d(2)(torch.ones(4))),
    ('nn.MaxPool2d(2)(torch.ones(4, 4))', lambda: nn.MaxPool2d(2)(torch.ones(4, 4))),
    ('nn.MaxPool1d(2)(torch.ones(4))', lambda: nn.MaxPool1d(2)(torch.ones(4))),
    ('nn.AvgPool2d(2)(torch.ones(4, 4))', lambda: nn.AvgPool2d(2)(torch.ones(4, 4))),
    ('nn.AvgPool1d(2)(torch.ones(4))', lambda: nn.AvgPool1d(2)(torch.ones(4))),
    ('nn.MaxPool2d(2, stride=0)(torch.ones(1, 4, 4))', lambda: nn.MaxPool2d(2, stride=0)(torch.ones(1, 4, 4))),
    ('nn.Unflatten(1, 3)', lambda: nn.Unflatten(1, 3)),
    ('nn.Hardtanh(1, -1)', lambda: nn.Hardtanh(1, -1)),
]:
    try:
        print(text, '->', call())
    except Exception as error:
        print(text, '->', type(error).__name__, error)
