# transposed convolutions told the size of their result
# tier: 3
import torch
import torch.nn as nn
torch.manual_seed(0)

def show(found):
    try:
        print(found())
    except Exception as error:
        print(type(error).__name__, error)

m = nn.ConvTranspose2d(4, 4, 3, stride=2, padding=1)
x = torch.randn(1, 4, 12, 12)
h = nn.Conv2d(4, 4, 3, stride=2, padding=1)(x)
show(lambda: m(h).shape)
show(lambda: m(h, output_size=x.size()).shape)
show(lambda: m(h, output_size=(12, 12)).shape)
show(lambda: m(h, output_size=(20, 12)).shape)
show(lambda: m(h, (11, 11)).shape)
show(lambda: m(h, [1, 2, 3]).shape)
show(lambda: nn.ConvTranspose1d(2, 2, 3, stride=2)(torch.ones(1, 2, 5), output_size=[12]).shape)
