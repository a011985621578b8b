# What increment_version takes
# tier: 3
import torch
x, y = torch.ones(2), torch.ones(2)
torch.autograd.graph.increment_version([y, x])
torch.autograd.graph.increment_version(y)
print(y._version, x._version)
for wrong in (3, [3], None):
    try:
        torch.autograd.graph.increment_version(wrong)
    except RuntimeError as error:
        print(error)
