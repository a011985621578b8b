# Registering a parametrization, and assigning through its right_inverse, count as writes.
# tier: 3
import torch
import torch.nn.utils.parametrize as parametrize
from torch import nn


class Double(nn.Module):
    def forward(self, x):
        return 2 * x

    def right_inverse(self, x):
        return x / 2


layer = nn.Linear(2, 2)
weight = layer.weight
before = weight._version
parametrize.register_parametrization(layer, "weight", Double())
original = layer.parametrizations.weight.original
print(original is weight, original._version - before)
layer.weight = torch.ones(2, 2)
print(original, original._version - before)
y = (original * original).sum()
layer.weight = torch.zeros(2, 2)
try:
    y.backward()
except RuntimeError as error:
    print(str(error).split(":")[0])
