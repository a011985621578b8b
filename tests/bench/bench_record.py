"""What recording costs: the same program with the recorder listening and without."""

from gradwalk_ui import program
from gradwalk_ui.limits import UNLIMITED
from row import Row, median

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


def rows():
    read = program.read(TRAINING, "training.py")
    assert not program.run(read, UNLIMITED).errors
    off = median(lambda: program.run(read, UNLIMITED, record=False))
    on = median(lambda: program.run(read, UNLIMITED, record=True))
    yield Row("40 steps of training, not recorded", off * 1000, "ms")
    yield Row("the same, recorded", on * 1000, "ms")
    yield Row("recording on against off", on / off, "x", "<= 1.5")
