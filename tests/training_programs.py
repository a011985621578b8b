"""Programs that train, with the losses and norms of gradients that real PyTorch had in each step.

Run with a Python that has torch, this file writes training.json anew: the gradients are looked at
where the programs say "# look".
"""

import json
from pathlib import Path

RECORD = Path(__file__).parent / "training.json"

NET = """\
import torch
from torch import nn
torch.manual_seed(0)
x = torch.linspace(-1, 1, 8).unsqueeze(1)
y = x ** 2
model = nn.Sequential(nn.Linear(1, 4), nn.Tanh(), nn.Linear(4, 1))
optimizer = torch.optim.{optimizer}(model.parameters(), lr=0.1)
for step in range(4):
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    # look
    optimizer.step()
    print(loss.item())
"""
BY_HAND = """\
import torch
w = torch.tensor([1.0, -2.0], requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
for step in range(5):
    error = ((w * 3 + b) ** 2).sum()
    error.backward()
    # look
    with torch.no_grad():
        w -= 0.01 * w.grad
        b -= 0.01 * b.grad
    w.grad = None
    b.grad = None
"""
THROUGH_DATA = """\
import torch
w = torch.tensor([1.0, 4.0], requires_grad=True)
for step in range(3):
    loss = (w * w).sum()
    loss.backward()
    # look
    w.data -= 0.1 * w.grad
    w.grad.zero_()
"""
ANEW = """\
import torch
w = torch.tensor(3.0, requires_grad=True)
for step in range(4):
    loss = (w - 1) ** 2
    loss.backward()
    # look
    w = (w - 0.1 * w.grad).detach().requires_grad_()
"""
ASKED = """\
import torch
w = torch.tensor([3.0, 4.0], requires_grad=True)
for step in range(3):
    loss = (w * w).sum()
    (g,) = torch.autograd.grad(loss, w)
    # look
    with torch.no_grad():
        w.sub_(g, alpha=0.25)
"""
TWO_MODELS = """\
import torch
a = torch.tensor(1.0, requires_grad=True)
b = torch.tensor(2.0, requires_grad=True)
first = torch.optim.SGD([a], lr=0.1)
second = torch.optim.Adam([b], lr=0.1)
for step in range(3):
    loss_a = (a - 3) ** 2
    first.zero_grad()
    loss_a.backward()
    first.step()
    loss_b = (b * a.detach()) ** 2
    second.zero_grad()
    loss_b.backward()
    # look
    second.step()
"""
ACCUMULATED = """\
import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
for step in range(3):
    optimizer.zero_grad()
    for part in (1.0, 2.0):
        loss = (w * part).pow(2).sum()
        loss.backward()
    # look
    optimizer.step()
"""
FORGOTTEN = """\
import torch
w = torch.tensor([1.0, 2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.01)
for step in range(4):
    loss = (w * w).sum()
    loss.backward()
    # look
    optimizer.step()
"""
TRAINING = {
    "sgd": NET.format(optimizer="SGD"),
    "adam": NET.format(optimizer="Adam"),
    "by_hand": BY_HAND,
    "through_data": THROUGH_DATA,
    "anew": ANEW,
    "asked": ASKED,
    "two_models": TWO_MODELS,
    "accumulated": ACCUMULATED,
    "forgotten": FORGOTTEN,
}
LOSSES = {"by_hand": ("error",), "two_models": ("loss_a", "loss_b")}


def looked_at(source, losses):
    """What real PyTorch has where a program says so: losses and norms of gradients, by name."""
    rows = []

    def look(names):
        given = names["model"].named_parameters() if "model" in names else ()
        leaves = {name: x for name, x in names.items() if getattr(x, "is_leaf", False)}
        leaves |= {f"model.{name}": x for name, x in given}
        grads = {name: names.get("g", x.grad) for name, x in leaves.items() if x.requires_grad}
        norms = {name: float(grad.norm()) for name, grad in grads.items()}
        losses_now = {name: float(names[name].detach()) for name in losses}
        rows.append({"losses": losses_now, "norms": norms})

    exec(source.replace("# look", "look(globals())"), {"look": look})  # noqa: S102 - our own
    return rows


if __name__ == "__main__":
    found = {
        name: looked_at(source, LOSSES.get(name, ("loss",))) for name, source in TRAINING.items()
    }
    RECORD.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
