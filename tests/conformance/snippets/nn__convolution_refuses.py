# paddings that a convolution does not know; bias=False as LayerNorm prints it
# tier: 3
from torch import nn
for options in (dict(padding="foo"), dict(padding="same", stride=2), dict(padding_mode="foo")):
    try:
        nn.Conv2d(1, 1, 3, **options)
    except ValueError as error:
        print(str(error).split(" {")[0])
print(nn.LayerNorm(3, bias=False), nn.LayerNorm((2, 3), elementwise_affine=False))
