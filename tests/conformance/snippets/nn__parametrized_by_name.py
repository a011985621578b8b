# a class may be called Parametrized without being so
# tier: 3
import torch
from torch import nn
from torch.nn.utils import parametrize
class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).t()
class ParametrizedModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(2, 2))
model = ParametrizedModel()
print(parametrize.type_before_parametrizations(model).__name__)
parametrize.register_parametrization(model, "weight", Symmetric())
print(type(model).__name__, type(model).__module__, parametrize.type_before_parametrizations(model).__name__)
parametrize.remove_parametrizations(model, "weight")
print(type(model).__name__)
