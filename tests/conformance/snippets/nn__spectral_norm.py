# spectral_norm, by a hook and as a parametrization: power iteration in training alone
# tier: 3
import torch
from torch import nn
torch.manual_seed(0)
layer = nn.utils.spectral_norm(nn.Linear(3, 2))
print(list(layer.state_dict()), layer.weight)
layer(torch.ones(3)).sum().backward()
print(layer.weight, layer.weight_u)
print(layer.weight_orig.grad)
layer.eval()
print(layer(torch.ones(3)))
for wrong in (lambda: nn.utils.spectral_norm(layer), lambda: nn.utils.spectral_norm(nn.Linear(2, 2), n_power_iterations=0)):
    try:
        wrong()
    except (RuntimeError, ValueError) as error:
        print(error)
print(nn.utils.remove_spectral_norm(layer).weight)
new = nn.utils.parametrizations.spectral_norm(nn.ConvTranspose2d(2, 3, 2))
print(new)
print(new.weight[0, 0], list(new.state_dict()))
