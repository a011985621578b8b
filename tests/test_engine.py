"""The backward loop: its steps, their order, deep graphs, what is freed."""

from __future__ import annotations

import math
import sys
import threading
import warnings
import weakref

import gradwalk as torch
import pytest
from gradwalk import engine
from gradwalk.trace.listen import SENT
from gradwalk.views import edge_of


class Leaves(dict):
    """Names an AccumulateGrad by itself."""

    def __missing__(self, node):
        return node


class Heard(list):
    """What a backward tells: pairs of what it is and what matters of it."""

    def began(self, roots, seeds, lent):
        self.append(("began", lent))
        return self.row, Leaves(), math.inf, True

    def row(self, row):
        kind, _, *rest = row
        if kind == SENT:
            _, target, _, part, total, waiting = rest
            self.append(("sent", (target, float(part), float(total), waiting)))
        else:
            self.append(("freed", row[1]))

    def ran(self, node, state):
        self.append(("ran", node.name()))

    def failed(self, node, state):
        self.append(("failed", node.name()))

    def accumulating(self, node, part):
        before = node.variable.grad
        return ((None if before is None else float(before)), float(part)), 0, 0

    def accumulated(self, node, told):
        before, part = told
        after = float(node.variable.grad)
        assert after == (before or 0) + part
        self.append(("accumulated", (before, after)))

    def captured(self, node, number, grad):
        self.append(("captured", float(grad)))

    def ended(self):
        self.append(("ended", None))


def steps_of(root, **options):
    seed = torch.ones_like(root)
    found = Heard()
    engine.run([edge_of(root)], [seed._array], tell=found, **options)
    return found


def told(steps, kind):
    return [what for each, what in steps if each == kind]


def test_the_steps_of_a_product():
    x = torch.tensor(2.0, requires_grad=True)
    w = torch.tensor(5.0, requires_grad=True)
    steps = steps_of(x * w)
    assert [kind for kind, _ in steps] == [
        "began", "ran", "sent", "sent", "freed", "accumulated", "accumulated", "ended"
    ]  # fmt: skip
    assert [sent[1:] for sent in told(steps, "sent")] == [(5.0, 5.0, 0), (2.0, 2.0, 0)]
    assert told(steps, "accumulated") == [(None, 5.0), (None, 2.0)]
    assert (x.grad.item(), w.grad.item()) == (5.0, 2.0)


def test_a_sum_where_paths_meet():
    x = torch.tensor(3.0, requires_grad=True)
    steps = steps_of(x * 2 + x * 5)
    to_leaf = [sent[1:] for sent in told(steps, "sent") if sent[0] is edge_of(x)[0]]
    assert to_leaf == [
        (5.0, 5.0, 1),
        (2.0, 7.0, 0),
    ]


def test_a_node_that_raises_is_told():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.sigmoid()
    y.detach().zero_()
    seen = Heard()
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        engine.run([edge_of(y)], [torch.ones(2)._array], tell=seen)
    name = "SigmoidBackward0"
    assert seen == [("began", False), ("ran", name), ("failed", name)]


def test_unwatched_it_does_the_same():
    x = torch.tensor(3.0, requires_grad=True)
    steps_of(x.exp() * 2 + x)
    watched, x.grad = x.grad, None
    y = x.exp() * 2 + x
    engine.run([edge_of(y)], [torch.tensor(1.0)._array])
    assert x.grad == watched
    assert engine.running == []


def test_a_graph_kept_is_not_freed():
    x = torch.tensor(3.0, requires_grad=True)
    y = x * x
    assert told(steps_of(y, keep_graph=True), "freed") == []
    assert told(steps_of(y), "freed") == [y.grad_fn.sequence_nr]
    with pytest.raises(RuntimeError, match="a second time"):
        steps_of(y)


def test_a_chain_of_100_000_runs_and_is_freed_without_recursion():
    x = torch.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(100_000):
        y = y * 1.0
    limit = sys.getrecursionlimit()
    first = weakref.ref(y.grad_fn.next_functions[0][0])
    sys.setrecursionlimit(150)
    try:
        y.backward()
        del y
    finally:
        sys.setrecursionlimit(limit)
    assert x.grad.item() == 1.0
    assert first() is None


def test_what_nobody_asked_for_does_not_run():
    x = torch.tensor(2.0, requires_grad=True)
    w = torch.tensor(3.0, requires_grad=True)
    a, b = x.exp(), w.sin()
    root = a * b
    wanted = {edge_of(x): None}
    steps = steps_of(root, wanted=wanted, accumulate=False)
    assert told(steps, "ran") == ["MulBackward0", "ExpBackward0"]
    assert x.grad is None
    assert wanted[edge_of(x)] == pytest.approx((x.exp() * w.sin()).item())


def test_the_latest_of_the_ready_nodes_runs_first():
    x = torch.tensor(2.0, requires_grad=True)
    a, b = x.exp(), x.sin()
    names = told(steps_of(b * a), "ran")
    assert names == ["MulBackward0", "SinBackward0", "ExpBackward0"]


def test_infinities_are_silent_in_any_thread():
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        thread = threading.Thread(target=lambda: found.append(torch.tensor([1.0]) / 0))
        thread.start()
        thread.join()
    assert found[0].tolist() == [float("inf")]


def test_a_first_gradient_that_nobody_else_holds_is_taken_over():
    x = torch.ones(3, 4, requires_grad=True)
    (x * 2).backward(torch.ones(3, 4))
    assert x.grad._array.base is None
    a, b = torch.ones(4, requires_grad=True), torch.ones(4, requires_grad=True)
    (a + b).backward(torch.ones(4))  # one array for both
    a.grad.zero_()
    assert b.grad.tolist() == [1.0] * 4


def test_a_gradient_that_somebody_holds_is_copied():
    kept = []

    class Keeps(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x * 3)
            return x * 1

        @staticmethod
        def backward(ctx, _grad):
            kept.extend(ctx.saved_tensors)
            return kept[0]

    x = torch.ones(4, requires_grad=True)
    Keeps.apply(x).backward(torch.ones(4))
    x.grad.zero_()
    assert kept[0].tolist() == [3.0] * 4
    y, seed, seen = torch.ones(4, requires_grad=True), torch.ones(4), []
    y.register_hook(seen.append)
    (y * 1.0).backward(seed)
    y.grad.zero_()
    assert seen[0].tolist() == [1.0] * 4
    z = torch.ones(4, requires_grad=True)
    z.view(4).backward(seed)
    z.grad.zero_()
    assert seed.tolist() == [0.0] * 4  # as in PyTorch: a view of what was given is taken over


def test_parts_of_one_array_are_copied():
    x, y = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    torch.cat([x, y]).backward(torch.arange(4.0))
    x.grad.zero_()
    assert y.grad.tolist() == [2.0, 3.0]
    assert x.grad._array.base is None


def test_a_summed_gradient_is_in_the_order_of_its_leaf():
    x = torch.ones(2, 3, requires_grad=True)
    x.sum().backward()
    x.grad.add_(1)
    assert x.grad.is_contiguous()
    assert x.grad.tolist() == [[2.0] * 3] * 2
