# lazy layers before their first input: positional groups, copies, loaded values, dtypes
# tier: 3
import copy
import torch
from torch import nn
torch.manual_seed(0)
for layer in (nn.LazyConv2d(8, 3, 1, 0, 1, 2), nn.LazyConvTranspose2d(8, 3, 1, 0, 0, 2)):
    layer(torch.ones(1, 4, 5, 5))
    print(layer, layer.weight.shape)
made = copy.deepcopy(nn.Sequential(nn.LazyLinear(3), nn.ReLU()))
print(made, made[0].weight, made[0].weight.requires_grad, made(torch.ones(2, 4)).shape, made)
source, lazy = nn.Linear(4, 3), nn.LazyLinear(3)
print(lazy.load_state_dict(source.state_dict()), lazy, lazy.has_uninitialized_params())
print(torch.equal(lazy(torch.ones(1, 4)), source(torch.ones(1, 4))), lazy)
lazy = nn.LazyLinear(3).double()
print(lazy.weight.dtype, lazy(torch.ones(1, 2, dtype=torch.float64)))
lazy, x = nn.LazyLinear(3), torch.ones(2, 5)
lazy.initialize_parameters(x)
print(lazy, lazy(x).shape, lazy)
norm, known = nn.LazyBatchNorm1d(), nn.BatchNorm1d(3)
known.running_mean.fill_(2.0)
print(norm.running_mean, list(norm.state_dict().items()))
print(norm.load_state_dict(known.state_dict()), norm.running_mean, norm(torch.ones(2, 3)).shape, norm)
norm = nn.LazyBatchNorm1d().double()
print(norm(torch.ones(2, 3, dtype=torch.float64)).dtype, norm.running_mean)
print(nn.LazyLinear(3).load_state_dict(nn.LazyLinear(3).state_dict()))
try:
    nn.Linear(4, 3).load_state_dict(nn.LazyLinear(3).state_dict())
except RuntimeError as error:
    print(error)
