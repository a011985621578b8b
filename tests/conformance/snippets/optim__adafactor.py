# Adafactor: factored mean squares, relative steps, its options and what it refuses
# tier: 3
import torch
from torch import nn


def trained(steps=4, **options):
    weight = nn.Parameter(torch.tensor([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]]))
    bias = nn.Parameter(torch.tensor([0.5, -0.5]))
    optimizer = torch.optim.Adafactor([weight, bias], **options)
    x = torch.tensor([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]])
    for _ in range(steps):
        optimizer.zero_grad()
        ((x @ weight.t() + bias) ** 2).mean().backward()
        optimizer.step()
    return weight, bias, optimizer


for options in [
    {},
    {"lr": 0.5},
    {"lr": torch.tensor(0.5), "weight_decay": 0.1},
    {"lr": 0.1, "beta2_decay": -0.5, "d": 2.0},
    {"eps": (1e-3, 1e-1), "maximize": True},
]:
    weight, bias, optimizer = trained(**options)
    print(options)
    print(weight.data, bias.data)
    print({key: value for key, value in optimizer.state[weight].items()})
    print({key: value for key, value in optimizer.state[bias].items()})
print(optimizer)
cube = nn.Parameter(torch.arange(1.0, 9.0).view(2, 2, 2))
number = nn.Parameter(torch.tensor(2.0))
optimizer = torch.optim.Adafactor([{"params": [cube]}, {"params": [number], "lr": 0.3}], lr=0.2)
for _ in range(2):
    (cube.pow(2).sum() * number).backward()
    optimizer.step()
print(cube, number, {k: v.shape for k, v in optimizer.state[cube].items()})
state = optimizer.state_dict()
print(state["param_groups"])
again = torch.optim.Adafactor([{"params": [cube]}, {"params": [number]}])
again.load_state_dict(state)
again.step()
print(cube.sum(), number)
for options in [
    {"lr": -1.0},
    {"lr": torch.ones(2)},
    {"beta2_decay": 0.5},
    {"eps": (-1.0, 0.1)},
    {"eps": (None, -0.1)},
    {"d": 0.5},
    {"weight_decay": -1.0},
]:
    try:
        torch.optim.Adafactor([cube], **options)
    except ValueError as error:
        print(error)
