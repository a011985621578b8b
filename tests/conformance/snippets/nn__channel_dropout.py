# dropout of channels: how many dimensions it takes, with a batch and without
# tier: 3
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__ + ":", error)


for k in (1, 2, 3):
    function = getattr(F, f"dropout{k}d")
    for shape in ((3,), (3, 2), (2, 3, 2), (1, 3, 1, 2), (1, 3, 1, 2, 1)):
        torch.manual_seed(0)
        show(lambda: function(torch.ones(shape)).flatten(), lambda: function(torch.ones(shape), 2.0))
torch.manual_seed(1)
print(nn.Dropout1d(0.5)(torch.ones(4, 2)), nn.Dropout2d(0.5).eval()(torch.ones(1, 1, 1, 1)))
