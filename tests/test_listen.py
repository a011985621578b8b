"""What the engine tells a listener, and that it tells nothing else."""

from __future__ import annotations

import gradwalk as torch
import pytest
from gradwalk.trace import listen


class Heard:
    """Notes the names of what it hears."""

    def __init__(self):
        self.lines = []

    def made(self, op, inputs, outputs, node):
        names = [name for name, _ in inputs]
        self.lines.append(("made", op, names, len(outputs), node and node.name()))

    def wrote(self, op, tensor, inputs, node, version_before):
        versions = (version_before, tensor._version)
        self.lines.append(("wrote", op, versions, node and node.name()))

    def __getattr__(self, name):
        def note(*args):
            kind = type(args[0]).__name__
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
    assert {line[0] for line in heard} == {"step"}


def test_with_create_graph_they_are_heard(heard):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**3
    del heard[:]
    torch.autograd.grad(y, x, create_graph=True)
    assert {line[0] for line in heard} == {"step", "made"}


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
