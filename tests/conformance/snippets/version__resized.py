# resize_ counts as a write where the shape changes, and only there
# tier: 3
import torch

for resize in (
    lambda x: x.resize_as_(x),
    lambda x: x.resize_as_(torch.ones(4)),
    lambda x: x.resize_(x.shape),
    lambda x: x.resize_(1),
    lambda x: x.resize_(2, 1),
    lambda x: x[None].resize_as_(x),
):
    x = torch.ones(2)
    print(resize(x).shape, x._version)
