import torch
from torch import nn


class Residual(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = nn.Linear(width, width)
        self.activate = nn.ReLU(inplace=True)

    def forward(self, x):
        h = torch.sigmoid(self.linear(x))
        out = self.activate(h)
        return x + out


torch.manual_seed(0)
model = nn.Sequential(Residual(3), nn.Linear(3, 1))
optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
x, target = torch.randn(4, 3), torch.randn(4, 1)

loss = nn.functional.mse_loss(model(x), target)
optimiser.zero_grad()
loss.backward()
optimiser.step()
