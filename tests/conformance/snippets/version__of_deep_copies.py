# A deep copy was written once, a parameter's not
# tier: 3
import copy
import torch
x = torch.arange(4.0)
x.add_(1)
a = copy.deepcopy(x)
print(a._version, copy.deepcopy(x[2])._version, copy.deepcopy(torch.nn.Parameter(x))._version)
a.mul_(2)
print(a, a._version, x, x._version)
