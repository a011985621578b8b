# parametrize: a weight computed whenever it is read; assignment, cache, removal, refusals
# tier: 3
import torch
from torch import nn
import torch.nn.utils.parametrize as parametrize
class Symmetric(nn.Module):
    def forward(self, X):
        return X.triu() + X.triu(1).transpose(-1, -2)
class Exp(nn.Module):
    def forward(self, X):
        return X.exp()
    def right_inverse(self, A):
        return A.log()
class First(nn.Module):
    def forward(self, X):
        return X[0]
torch.manual_seed(0)
layer = nn.Linear(3, 3)
print(parametrize.register_parametrization(layer, "weight", Symmetric()))
print(layer.weight, torch.equal(layer.weight, layer.weight.T), layer.weight is layer.weight)
layer(torch.ones(3)).sum().backward()
print(layer.parametrizations.weight.original.grad, type(layer), isinstance(layer, nn.Linear))
print(parametrize.is_parametrized(layer), parametrize.is_parametrized(layer, "bias"))
with parametrize.cached():
    print(layer.weight is layer.weight)
def attempt(call):
    try:
        print(call())
    except (RuntimeError, ValueError) as error:
        print(type(error).__name__, error)
attempt(lambda: setattr(layer, "weight", torch.ones(3, 3)))
attempt(lambda: parametrize.register_parametrization(layer, "foo", Exp()))
attempt(lambda: parametrize.register_parametrization(nn.Linear(2, 2), "weight", First()))
nn.init.ones_(layer.bias)
parametrize.register_parametrization(layer, "bias", Exp())
layer.bias = torch.tensor([2.0, 3.0, 4.0])
print(layer.bias, layer.parametrizations.bias.original)
parametrize.register_parametrization(layer, "bias", Exp())
print(layer.bias)
print(parametrize.remove_parametrizations(layer, "bias", leave_parametrized=False))
print(layer.bias)
attempt(lambda: parametrize.remove_parametrizations(layer, "bias"))
print(parametrize.remove_parametrizations(layer, "weight"), parametrize.type_before_parametrizations(layer))
