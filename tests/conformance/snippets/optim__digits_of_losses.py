# the losses of a short training, all their digits, with each optimiser's own arithmetic
# tier: 2
import torch
from torch import nn, optim
kinds = {
    "SGD": lambda p: optim.SGD(p, 0.1, momentum=0.9, dampening=0.1, weight_decay=0.01),
    "Adam": lambda p: optim.Adam(p, lr=0.01, amsgrad=True),
    "AdamW": lambda p: optim.AdamW(p, lr=0.01),
    "RMSprop": lambda p: optim.RMSprop(p, lr=0.01),
    "Adamax": lambda p: optim.Adamax(p),
}
for name, make in kinds.items():
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
    x = torch.randn(8, 2)
    y = x.sum(1, keepdim=True)
    optimizer = make(model.parameters())
    for _ in range(3):
        optimizer.zero_grad()
        loss = ((model(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
    print(name, f"{loss.item():.6f}", model[2].weight)
