# Lazy layers: positional groups, copies, loaded values, a dtype before the first input
# tier: 3
import copy
import warnings
import torch
from torch import nn
warnings.simplefilter("ignore")
m = nn.LazyConv2d(8, 3, 1, 0, 1, 2)
print(m(torch.ones(1, 4, 5, 5)).shape, m)
m = nn.LazyConvTranspose1d(4, 3, 1, 0, 0, 2)
print(m(torch.ones(1, 4, 5)).shape)
print(type(copy.deepcopy(nn.LazyLinear(3)).weight).__name__)
l = nn.LazyLinear(3)
l.load_state_dict({"weight": torch.ones(3, 4), "bias": torch.zeros(3)})
print(l.weight.shape, l(torch.ones(1, 4)), l)
d = nn.LazyLinear(3).double()
print(d.weight.dtype, d(torch.ones(1, 2).double()).dtype)
m = nn.LazyLinear(2)
m.initialize_parameters(torch.ones(1, 3))
print(m(torch.ones(1, 3)).shape)
