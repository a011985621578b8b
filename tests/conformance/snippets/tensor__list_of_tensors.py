# A list of tensors is no tensor unless each has one element: integers are refused as indices
# tier: 1
import torch
i, f = torch.tensor([0, 1]), torch.tensor([0.5, 1.5])
print(torch.tensor([i[:1], i[1:]]), torch.tensor([f[0], f[1]]), torch.tensor([f[0], i[1]]), torch.stack([i, i]))
for data in ([i, i], [f, f], [i, f], [i, 1], [1.0, i], [[i]], [i > 0], [i, [1, 2]], [f[0], [1, 2]], [i[0], [1, 2]]):
    try:
        print(torch.tensor(data))
    except Exception as e:
        print(type(e).__name__, e)
for dtype in (torch.float32, torch.int64):
    try:
        torch.tensor([i, i], dtype=dtype)
    except Exception as e:
        print(type(e).__name__, e)
