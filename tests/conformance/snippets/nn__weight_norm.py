# weight_norm, by a hook and as a parametrization: its parameters, gradients, node and removal
# tier: 3
import torch
from torch import nn
torch.manual_seed(0)
layer = nn.utils.weight_norm(nn.Linear(3, 2))
print(layer, layer.weight)
print([name for name, _ in layer.named_parameters()], layer.weight_g.shape)
layer(torch.ones(3)).sum().backward()
print(layer.weight_g.grad, layer.weight_v.grad)
for remove in range(2):
    try:
        print(nn.utils.remove_weight_norm(layer), type(layer.weight))
    except ValueError as error:
        print(error)
new = nn.utils.parametrizations.weight_norm(nn.Linear(3, 2))
print(new)
print(list(new.state_dict()), new.weight.grad_fn)
new(torch.ones(3)).sum().backward()
print(new.parametrizations.weight.original0.grad)
new.weight = torch.ones(2, 3)
print(new.parametrizations.weight.original0)
print(nn.utils.parametrize.remove_parametrizations(new, "weight"), new.weight)
