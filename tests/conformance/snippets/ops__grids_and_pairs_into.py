# Grids by x and y; pairs of results written into given tensors
# tier: 2
import torch
x, y = torch.meshgrid(torch.arange(2.0, requires_grad=True), torch.arange(3.0), indexing="xy")
print(x, y, x.stride())
print([each.shape for each in torch.meshgrid(torch.arange(2), torch.arange(3), torch.arange(4), indexing="xy")])
try:
    torch.meshgrid(torch.arange(2), torch.ones(3), indexing="ij")
except RuntimeError as e:
    print(e)
v, i = torch.empty(1), torch.empty(1, dtype=torch.long)
r = torch.max(torch.tensor([[1.0, 5.0]]), 1, out=(v, i))
print(r, v, i, r[0] is v, v._version)
print(torch.topk(torch.tensor([3.0, 1.0]), 1, out=(v, i)))
