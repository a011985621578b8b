"""Programs whose memory is looked at; alive.json is what record_alive.py found in real PyTorch."""

from pathlib import Path

RECORD = Path(__file__).parent / "alive.json"
START = "import torch\nx = torch.linspace(1, 2, 100).requires_grad_()\n"
LIST = """\
losses = []
for i in range(3):
    h = x.exp()
    loss = (h * h).sum()
    losses.append({kept})
h = loss = None
print(len(losses))
"""
TRAIN = """\
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(100, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
optimizer = torch.optim.{optimizer}(net.parameters(), lr=0.1)
losses = []
for i in range(3):
    loss = net(x.detach()).pow(2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append({kept})
print(len(losses))
"""
ALIVE = {
    "list": LIST.format(kept="loss"),
    "list of numbers": LIST.format(kept="loss.item()"),
    "list detached": LIST.format(kept="loss.detach()"),
    "sum": """\
total = 0
for i in range(3):
    loss = (x.exp() * x).sum()
    total = total + loss
loss = None
print(1)
del total
print(2)
""",
    "sum of numbers": """\
total = 0.0
for i in range(3):
    loss = (x.exp() * x).sum()
    total += loss.item()
print(1)
""",
    "backward frees": """\
h = x.sigmoid()
y = (h * h).sum()
y.backward()
print(1)
x.grad = None
print(2)
""",
    "retained": """\
h = x.sigmoid()
y = (h * h).sum()
y.backward(retain_graph=True)
print(1)
y.backward()
print(2)
""",
    "deleted": """\
h = x.exp()
y = (h * x).sum()
del h
print(1)
del y
print(2)
""",
    "function": """\
def model(a):
    h = a.tanh()
    g = h * 2
    return (g * h).sum()
y = model(x)
print(1)
with torch.no_grad():
    z = model(x)
print(2)
y.backward()
print(3)
""",
    "objects": """\
class Box:
    pass
box = Box()
box.kept = {"y": [x.exp()]}
get = lambda y=x.sin(): y
print(1)
box.kept["y"].clear()
print(2)
box = get = None
print(3)
""",
    "views": """\
y = x * 2
v = y[10:20]
w = (v * v).sum()
del y
print(1)
del v
print(2)
w.backward()
print(3)
w = None
print(4)
""",
    "in place": """\
y = x * 2
y.sigmoid_()
y.detach().mul_(1)
z = y.sum()
print(1)
y = z = None
print(2)
""",
    "second order": """\
y = (x ** 3).sum()
(g,) = torch.autograd.grad(y, x, create_graph=True)
print(1)
g.sum().backward()
print(2)
y = g = None
print(3)
""",
    "retain_grad": """\
h = x * 3
h.retain_grad()
y = (h * h).sum()
y.backward()
print(1)
del h
print(2)
y = None
print(3)
""",
    "sgd": TRAIN.format(optimizer="SGD", kept="loss"),
    "sgd numbers": TRAIN.format(optimizer="SGD", kept="loss.item()"),
}
ALIVE = {name: START + source for name, source in ALIVE.items()}
