# Writing by index into an expanded tensor warns
# tier: 3
import torch
y = torch.ones(1, 3).expand(2, 3)
y[torch.tensor([0])] = 1
y[y > 0.5] = 1
y[y > 0.5] = torch.ones(6)
y.masked_fill_(y > 5, 2)
print(y)
