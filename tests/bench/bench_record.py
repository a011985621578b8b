"""What recording costs: the same program with the recorder listening and without."""

import statistics
import time

from gradwalk_ui import lessons, program
from gradwalk_ui.limits import UNLIMITED
from row import Row

TIMES = 30

TRAINING = """
import torch
torch.manual_seed(0)
x = torch.randn(32, 16)
y = torch.randn(32, 1)
w1 = torch.randn(16, 32, requires_grad=True)
w2 = torch.randn(32, 1, requires_grad=True)
for step in range(40):
    h = (x @ w1).relu()
    loss = ((h @ w2 - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w1 -= 0.001 * w1.grad
        w2 -= 0.001 * w2.grad
    w1.grad = None
    w2.grad = None
"""


CHAIN = """
import torch
x = torch.ones(8, requires_grad=True)
c = torch.full((8,), 0.5, requires_grad=True)
for turn in range(20):
    h = x
    for i in range(100):
        h = (h * c + x).tanh()
    h.sum().backward()
"""


def rows():
    notebook = [program.read(each.source, f"{each.id}.py") for each in lessons.lessons()]
    training = [program.read(TRAINING, "training.py")]
    chain = [program.read(CHAIN, "chain.py")]
    assert not program.run(training[0], UNLIMITED).errors
    assert not program.run(chain[0], UNLIMITED).errors
    named = ("all lessons", notebook), ("40 steps of training", training), ("6,000 ops", chain)
    for name, programs in named:
        off, on = apart(programs)
        yield Row(f"{name}, not recorded", off * 1000, "ms")
        yield Row(f"{name}, recorded", on * 1000, "ms")
        yield Row(f"{name}, recorded against not", on / off, "x", "<= 1.5")


def apart(programs):
    """Medians of running the programs without and with the recorder, taken in turns."""
    taken = {False: [], True: []}
    for _ in range(TIMES):
        for record, times in taken.items():
            start = time.process_time()  # what else the machine does is left out
            for each in programs:
                program.run(each, UNLIMITED, record=record)
            times.append(time.process_time() - start)
    return statistics.median(taken[False]), statistics.median(taken[True])
