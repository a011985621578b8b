# A buffer filled and read in turns: the saved item is stale
# tier: 2
import torch

b = torch.zeros(3)
w = torch.tensor(2., requires_grad=True)
h = w
for i in range(3):
    b[i] = h
    h = b[i] * w
h.backward()
