# convolutions back, biases, adaptive pooling and dictionaries of layers given what does not fit
# tier: 2
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


show(
    lambda: nn.ConvTranspose2d(1, 1, 3)(torch.ones(1, 2, 3, 3)),
    lambda: F.conv_transpose2d(torch.ones(2, 3, 3), torch.ones(1, 1, 3, 3)),
    lambda: F.conv_transpose1d(torch.ones(1, 2, 3), torch.ones(4, 1, 3), groups=2),
    lambda: F.conv2d(torch.ones(1, 2, 4, 4), torch.ones(3, 2, 3, 3), torch.ones(2)),
    lambda: F.conv1d(torch.ones(1, 2, 4), torch.ones(3, 2, 3), torch.ones(3, 1)),
    lambda: F.conv_transpose1d(torch.ones(1, 2, 4), torch.ones(2, 3, 3), torch.ones(2)),
    lambda: nn.AdaptiveAvgPool2d(2)(torch.ones(2, 3)),
    lambda: nn.AdaptiveAvgPool2d(1)(torch.ones(2, 3)),
    lambda: nn.AdaptiveAvgPool2d(1)(torch.ones(3)),
    lambda: F.adaptive_avg_pool3d(torch.ones(3, 2, 2), 2),
    lambda: nn.AdaptiveMaxPool2d(2)(torch.ones(2, 3)),
    lambda: nn.AdaptiveMaxPool1d(1, return_indices=True)(torch.tensor([[1.0, 3.0, 2.0]])),
    lambda: nn.ModuleDict({1: nn.ReLU()}),
    lambda: torch.zeros(3).diagonal(0, 0, 0),
    lambda: nn.Conv2d(2, 4, 3, stride=2, padding="same"),
    lambda: nn.Linear(3, 2)(torch.ones(2, 4)),
    lambda: nn.GroupNorm(2, 3),
    lambda: nn.Embedding(3, 2)(torch.tensor([3])),
)
