"""Programs with modules, functions and loops, for the tests of groups."""

TRAINING = """
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.fc = nn.Linear(n, n)
    def forward(self, x):
        return x + torch.relu(self.fc(x))

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), Block(4), nn.Linear(4, 1))
opt = torch.optim.SGD(model.parameters(), lr=0.1)
x = torch.randn(5, 3)
y = torch.randn(5, 1)

def loss_of(out):
    return ((out - y) ** 2).mean()

for step in range({turns}):
    opt.zero_grad()
    loss = loss_of(model(x))
    loss.backward()
    opt.step()
    print(loss.item())
"""

RECURSION = """
import torch
w = torch.tensor(0.5, requires_grad=True)
def power(x, n):
    if n == 0:
        return x
    return (power(x * w, n - 1) + x).tanh()
power(torch.tensor(2.0, requires_grad=True), {depth}).backward()
"""

# What saved a tensor stands in a module, and what spoils it in a function; both inside a turn.
STALE = """
import torch
from torch import nn

class Gate(nn.Module):
    def forward(self, x):
        return torch.sigmoid(x * 2)

def spoil(y):
    y.mul_(2)
    y.add_(1)

gate = Gate()
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
for i in range(2):
    h = x
    for k in range(30):
        h = h + x
        h = h * 0.9
    y = gate(h)
    if i == 1:
        spoil(y)
    y.sum().backward()
"""
