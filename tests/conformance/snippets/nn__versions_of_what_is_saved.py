# A state_dict notes versions; what came before num_batches_tracked is loaded all the same
# tier: 3
import torch
import torch.nn as nn
norm = nn.BatchNorm1d(2)
net = nn.Sequential(nn.Linear(1, 2), norm)
print({name: dict(each) for name, each in net.state_dict()._metadata.items()})
old = {"weight": torch.ones(2), "bias": torch.zeros(2), "running_mean": torch.zeros(2), "running_var": torch.ones(2)}
norm.num_batches_tracked += 5
print(norm.load_state_dict(old), norm.num_batches_tracked)
print(net.load_state_dict({"0.weight": torch.zeros(2, 1)}, strict=False))
new = norm.state_dict()
del new["num_batches_tracked"]
try:
    norm.load_state_dict(new)
except RuntimeError as e:
    print(e)
