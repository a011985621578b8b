# Kinds of index, and which are views
# tier: 2
import torch
y = torch.arange(6.0).view(2, 3)
b = y._base
for k in (0, -1, slice(1, None), None, ..., (0, 1), (..., 0), [0, 1], torch.tensor([True, False]), torch.tensor(1), (slice(None), [0, 2]),
          (slice(None), None, 1), True, [], (0, ...), slice(None), [[0, 1], [1, 2]]):
    r = y[k]
    print(tuple(r.shape), r._base is b, r.flatten()[:3].tolist())
