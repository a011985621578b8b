# assignment by indices: a leaf is refused before its indices, shapes before dtypes
# tier: 3
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
t = torch.zeros(3)
wide = torch.ones(2, dtype=torch.float64)
def put(target, key, value):
    target[key] = value
for args in ((x, (None, [False, True]), 1), (x, [False, True, True], 1), (x, (..., [5]), 1), (t, [1], wide), (t, [1, 2], wide), (t, [5], 1.0)):
    try:
        put(*args)
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, error)
put(t, [True, False, True], torch.tensor(3.0, dtype=torch.float64))
print(t)
