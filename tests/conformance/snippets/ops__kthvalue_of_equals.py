# kthvalue: which of several equal elements it finds
# tier: 3
import torch

nan = float("nan")
rows = ([1.0, 2, 2, 1, 2, 1, 3, 1, 2], [1.0] * 20, [-1.0, -1, 1], [1, nan, 2, 1, nan, 1, 3], [7.0])
for row in rows:
    x = torch.tensor(row)
    print([x.kthvalue(k).indices.item() for k in range(1, len(row) + 1)])
y = torch.ones(3, 2, 4)
print(y.kthvalue(2, 0).indices, y.kthvalue(3, -1, keepdim=True).indices, y.kthvalue(1, 1).values)
same = torch.tensor(1.0)
top = same.cummax(0)
same.mul_(2)
print(top.values)
