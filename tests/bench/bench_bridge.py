"""What recording real PyTorch costs: the same work with the bridge listening and without."""

import statistics
import time

import torch
from gradwalk_ui import torch_bridge
from row import Row
from torch import nn

TIMES = 7


def chain():
    x = torch.ones(8, requires_grad=True)
    h = x
    for _ in range(100):
        h = (h * 0.5 + x).tanh()
    h.sum().backward()


def training(width):
    model = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 10))
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    x, y = torch.randn(256, width), torch.randint(0, 10, (256,))

    def step():
        optimiser.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimiser.step()

    return step


def rows():
    torch.set_num_threads(1)
    named = (
        ("PyTorch: 300 tiny ops and back", chain),
        ("PyTorch: a step of an MLP 256", training(256)),
        ("PyTorch: a step of an MLP 2048", training(2048)),
    )
    for name, work in named:
        off, on = apart(work)
        yield Row(f"{name}, not recorded", off * 1000, "ms")
        yield Row(f"{name}, recorded against not", on / off, "x")


def apart(work):
    """Medians without and with the bridge, in turns."""
    off, on = [], []
    for _ in range(TIMES):
        off.append(timed(work))
        with torch_bridge.record() as recording:
            on.append(timed(work))
        assert recording.trace.events
    return statistics.median(off), statistics.median(on)


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
