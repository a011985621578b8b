"""What the engine tells a listener, and that it tells nothing else."""

from __future__ import annotations

import math
from collections import defaultdict

import gradwalk as torch
import pytest
from gradwalk.trace import listen


class Heard:
    """Notes the names of what it hears."""

    def __init__(self):
        self.lines = []

    def one(self, entry, x, made, node):
        self._applied(entry, (x,), made, node)

    def two(self, entry, x, y, made, node):
        self._applied(entry, (x, y), made, node)

    def number(self, entry, x, number, made, node):
        assert isinstance(number, (int, float))
        self._applied(entry, (x, number), made, node)

    def applied(self, entry, args, made, node):
        assert len(args) == len(entry.parameters)
        self._applied(entry, args, made, node)

    def _applied(self, entry, args, made, node):
        assert type(made) is torch.Tensor
        assert node is None or made.grad_fn is node
        names = list(entry.parameters[: len(args)])
        self.lines.append(("made", entry.name, names, 1, node and node.name()))

    def made(self, op, inputs, outputs, node):
        names = [name for name, _ in inputs]
        self.lines.append(("made", op, names, len(outputs), node and node.name()))

    def began(self, roots, seeds, lent):
        assert len(roots) == len(seeds)
        self.lines.append(("began", lent))
        return self._row, defaultdict(lambda: -1), math.inf, True

    def _row(self, row):
        kind, number, *rest = row
        if kind == listen.SENT:
            index, key, _, part, total, waiting = rest
            assert total is part or part.tolist() != total.tolist()
            told = "sent" if total is part else "summed"
            self.lines.append((told, number, index, key, waiting))
        else:
            assert row == (listen.FREED, number)
            self.lines.append(("freed", number))

    def accumulating(self, node, part):
        return (node, part), 0, 0

    def ran(self, node, state):
        self.lines.append(("ran", node.name(), [grad.tolist() for grad in state[1:]]))

    def wrote(self, op, tensor, inputs, node, version_before):
        versions = (version_before, tensor._version)
        self.lines.append(("wrote", op, versions, node and node.name()))

    def __getattr__(self, name):
        def note(*args):
            kind = type(args[0]).__name__ if args else None
            self.lines.append((name, args[0] if kind in ("bool", "str") else kind))

        return note


@pytest.fixture
def heard(monkeypatch):
    listener = Heard()
    monkeypatch.setattr(listen, "listener", listener)
    return listener.lines


def test_a_small_program(heard):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.sigmoid() * 3
    y.data  # noqa: B018 - asking is heard
    y.detach().zero_()
    assert heard == [
        ("created", "Tensor"),
        ("made", "sigmoid", ["self"], 1, "SigmoidBackward0"),
        ("made", "mul", ["self", "other"], 1, "MulBackward0"),
        ("made", "data", ["self"], 1, None),
        ("made", "detach", ["self"], 1, None),
        ("wrote", "zero_", (0, 1), None),
    ]


def test_the_rules_are_silent(heard):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x.sigmoid() / x).sum()
    del heard[:]
    y.backward()
    backward = {"began", "ran", "sent", "summed", "freed", "accumulated", "ended"}
    assert {line[0] for line in heard} == backward


def test_a_backward_step_by_step(heard):
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x
    z = y + x
    first, second = y.grad_fn._sequence_nr(), z.grad_fn._sequence_nr()
    del heard[:]
    z.backward()
    assert heard == [
        ("began", False),
        ("ran", "AddBackward0", [1.0]),
        ("sent", second, 0, first, 0),
        ("sent", second, 1, -1, 2),
        ("ran", "MulBackward0", [1.0]),
        ("summed", first, 0, -1, 1),
        ("summed", first, 1, -1, 0),
        ("freed", first),
        ("accumulated", "AccumulateGrad"),
        ("ended", None),
    ]


def test_only_a_backward_past_a_hook_lends_gradients(heard):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.mark_dirty(x)
            return x.mul_(2)

        @staticmethod
        def backward(_ctx, grad):
            return grad * 2

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    hooked = x * 2
    within = (x * 3).sum()
    hooked.register_hook(lambda _grad: within.backward())
    written = x * 1
    Twice.apply(written[0])
    for root in (hooked, written, x * 5):
        root.sum().backward()
    lent = [line for line in heard if line[0] == "began"]
    assert lent == [("began", yes) for yes in (True, True, True, False)]


def test_a_node_that_raises_is_told(heard):
    x = torch.tensor(3.0, requires_grad=True)
    y = x.exp()
    y.mul_(2)
    del heard[:]
    with pytest.raises(RuntimeError, match="modified by an inplace"):
        y.backward()
    assert [line[0] for line in heard][-2:] == ["ran", "failed"]


def test_before_a_write_somebody_is_told_even_in_silence(monkeypatch):
    written = []
    monkeypatch.setattr(listen, "before_write", lambda each: written.append(each.tolist()))
    x, y = torch.ones(2), torch.zeros(2)
    with listen.silence():
        x.add_(1)
        x[0] = 5.0
        torch.add(x, 1, out=y)
        x.detach()
        x.numpy()
    assert written[0] == [1, 1]
    assert written[1] == 2.0  # the view x[0]
    assert [0, 0] in written
    assert written[-2:] == [[5, 2], [5, 2]]


def test_with_create_graph_they_are_heard(heard):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**3
    del heard[:]
    torch.autograd.grad(y, x, create_graph=True)
    assert {line[0] for line in heard} == {"began", "ran", "sent", "made", "captured", "ended"}


def test_what_a_write_saves_is_cloned_unheard(heard):
    x = torch.tensor([0.25, 0.5], requires_grad=True)
    h = x * 1
    del heard[:]
    h.sin_()
    assert heard == [("wrote", "sin_", (0, 1), "SinBackward0")]


def test_modes_and_clearing(heard):
    x = torch.tensor(2.0, requires_grad=True)
    h = x * 2
    h.retain_grad()
    with torch.no_grad(), torch.no_grad():
        pass
    x.grad = None
    kinds = [line for line in heard if line[0] not in ("created", "made")]
    assert kinds == [
        ("retained", "Tensor"),
        ("grad_mode", False),
        ("grad_mode", True),
        ("cleared", "Tensor"),
    ]


def test_a_function_of_ones_own_is_one_operation(heard):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(_, x):
            return x + x

        @staticmethod
        def backward(_, g):
            return g * 2

    x = torch.tensor(2.0, requires_grad=True)
    del heard[:]
    Twice.apply(x)
    assert heard == [("made", "Twice", ["args[0]"], 1, "TwiceBackward")]
