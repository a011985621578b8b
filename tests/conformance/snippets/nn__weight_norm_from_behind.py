# weight_norm along a dimension counted from behind, and along one that is not there
# tier: 3
import warnings
import torch
from torch import nn
from torch.nn.utils import parametrizations, weight_norm
warnings.simplefilter("ignore")
torch.manual_seed(0)
for dim in (-2, -1, 0, 1, None, 2, -3):
    try:
        old = weight_norm(nn.Linear(3, 2), dim=dim)
        new = parametrizations.weight_norm(nn.Linear(3, 2), dim=dim)
        print(dim, old.weight_g.shape, new.parametrizations.weight.original0.shape)
        print(old(torch.ones(1, 3)).grad_fn.name(), new(torch.ones(1, 3)))
    except IndexError as error:
        print(dim, error)
