# topk and sort: in which order equal elements come, nan among them; stable=True keeps theirs
# tier: 3
import torch

nan = float("nan")
row = torch.tensor([1.0, 2, 2, 1, 2, 1, 3, 1, 2, nan, 0, nan])
for k in (1, 4, 9, 12):
    for largest in (True, False):
        print(k, largest, row.topk(k, largest=largest).indices.tolist())
print(row.topk(5, sorted=False).indices.tolist())
ones = torch.ones(6)
print(ones.topk(1).indices, ones.topk(6).indices, torch.ones(2, 100).topk(1, 1).indices)
long = torch.arange(40).remainder(3)
print(long.topk(30).indices.tolist())
print(long.sort().indices.tolist())
print(long.sort(descending=True).indices.tolist(), long.argsort().tolist())
print(long.sort(stable=True).indices.tolist(), long.sort(stable=False).indices.tolist())
print(torch.arange(20).sort().indices.tolist(), torch.ones(16).sort().indices.tolist())
print(torch.ones(20, 2).sort(0).indices[:, 1].tolist(), torch.ones(0, 20).sort().indices)
