# What multinomial cannot draw with
# tier: 3
import torch
def attempt(*args, **more):
    try:
        print(torch.multinomial(*args, **more).shape)
    except Exception as e:
        print(type(e).__name__, e)
nan, inf = float("nan"), float("inf")
for weights in ([0.0, 0.0], [-1.0, 2.0], [nan, 2.0], [inf, 2.0], [[0.0, 0.0], [1.0, 1.0]], 1.0, [[[1.0]]], [1, 2]):
    for count in (1, 2):
        attempt(torch.tensor(weights), count)
        attempt(torch.tensor(weights), count, replacement=True)
attempt(torch.ones(2), 0)
attempt(torch.ones(2), -1)
attempt(torch.ones(2), 3)
attempt(torch.ones(2), 2.0)
attempt([0.5, 0.5], 1)
