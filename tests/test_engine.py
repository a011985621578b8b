"""The backward loop: its steps, their order, deep graphs, what is freed."""

from __future__ import annotations

import sys
import threading
import warnings
import weakref

import gradwalk as torch
import pytest
from gradwalk import engine
from gradwalk.steps import Accumulated, Began, Checked, Ended, Freed, Ran, Sent
from gradwalk.views import edge_of


def steps_of(root, **options):
    seed = torch.ones_like(root)
    found = []
    engine.run([edge_of(root)], [seed._array], tell=found.append, **options)
    return found


def test_the_steps_of_a_product():
    x = torch.tensor(2.0, requires_grad=True)
    w = torch.tensor(5.0, requires_grad=True)
    steps = steps_of(x * w)
    kinds = [type(step) for step in steps]
    assert kinds == [
        Began, Ran, Checked, Checked, Sent, Sent, Freed, Accumulated, Accumulated, Ended
    ]  # fmt: skip
    sent = [step for step in steps if isinstance(step, Sent)]
    assert [float(step.part) for step in sent] == [5.0, 2.0]
    assert [step.waiting for step in sent] == [0, 0]
    checked = [step for step in steps if isinstance(step, Checked)]
    assert {step.name for step in checked} == {"self", "other"}
    assert all(step.ok and step.found == step.expected == 0 for step in checked)
    assert (x.grad.item(), w.grad.item()) == (5.0, 2.0)


def test_a_sum_where_paths_meet():
    x = torch.tensor(3.0, requires_grad=True)
    steps = steps_of(x * 2 + x * 5)
    to_leaf = [s for s in steps if isinstance(s, Sent) and s.target is edge_of(x)[0]]
    assert [(float(s.part), float(s.total), s.waiting) for s in to_leaf] == [
        (5.0, 5.0, 1),
        (2.0, 7.0, 0),
    ]


def test_a_failed_check_is_a_step_before_it_raises():
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.sigmoid()
    y.detach().zero_()
    seen = []
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        engine.run([edge_of(y)], [torch.ones(2)._array], tell=seen.append)
    last = seen[-1]
    assert isinstance(last, Checked)
    assert (last.name, last.expected, last.found, last.ok) == ("result", 0, 1, False)


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
    assert not any(isinstance(step, Freed) for step in steps_of(y, keep_graph=True))
    assert any(isinstance(step, Freed) for step in steps_of(y))
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
    ran = [s.node.name() for s in steps_of(root, wanted=wanted, accumulate=False) if type(s) is Ran]
    assert ran == ["MulBackward0", "ExpBackward0"]
    assert x.grad is None
    assert wanted[edge_of(x)] == pytest.approx((x.exp() * w.sin()).item())


def test_the_latest_of_the_ready_nodes_runs_first():
    x = torch.tensor(2.0, requires_grad=True)
    a, b = x.exp(), x.sin()
    names = [step.node.name() for step in steps_of(b * a) if isinstance(step, Ran)]
    assert names == ["MulBackward0", "SinBackward0", "ExpBackward0"]


def test_infinities_are_silent_in_any_thread():
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        thread = threading.Thread(target=lambda: found.append(torch.tensor([1.0]) / 0))
        thread.start()
        thread.join()
    assert found[0].tolist() == [float("inf")]
