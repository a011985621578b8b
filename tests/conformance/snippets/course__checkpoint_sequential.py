# A Sequential checkpointed in segments
# tier: 3
import torch
from torch.utils.checkpoint import checkpoint_sequential
torch.manual_seed(0)
m = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1))
x = torch.ones(1, 2, requires_grad=True)
y = checkpoint_sequential(m, 2, x, use_reentrant=False)
print(y)
y.backward()
print(x.grad)
