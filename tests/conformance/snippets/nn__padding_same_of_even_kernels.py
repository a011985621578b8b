# padding='same' where a kernel's reach is uneven: one zero more behind; and with other paddings
# tier: 2
import torch
import torch.nn.functional as F
from torch import nn
x = torch.arange(16.0).view(1, 1, 4, 4).requires_grad_()
w = torch.ones(1, 1, 2, 2)
y = F.conv2d(x, w, padding="same")
print(y, y.grad_fn.next_functions[0][0].name())
y.sum().backward()
print(x.grad)
print(F.conv1d(torch.ones(1, 4), torch.ones(1, 1, 4), padding="same"))
print(F.conv1d(torch.ones(1, 1, 4), torch.ones(1, 1, 4), padding="same", dilation=2))
torch.manual_seed(0)
print(nn.Conv1d(1, 1, 2, padding="same", padding_mode="circular")(torch.arange(4.0).view(1, 1, 4)))
print(nn.Conv2d(1, 1, 4, padding="same", padding_mode="reflect")(torch.ones(1, 1, 3, 3)))
for options in (dict(padding="same", stride=2), dict(padding="foo")):
    try:
        F.conv2d(x, w, **options)
    except RuntimeError as error:
        print(error)
