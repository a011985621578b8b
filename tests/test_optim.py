"""Optimisers: convergence, state, schedules; the steps' numbers are in tests/expressions."""

from __future__ import annotations

import gradwalk as torch
import pytest
from gradwalk.optim import lr_scheduler

ALL = [
    (torch.optim.SGD, {"lr": 0.1}),
    (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    (torch.optim.Adam, {"lr": 0.1}),
    (torch.optim.AdamW, {"lr": 0.1, "weight_decay": 0.0}),
    (torch.optim.RMSprop, {"lr": 0.05}),
    (torch.optim.Adagrad, {"lr": 0.9}),
]


def train(optimizer, w, steps):
    for _ in range(steps):
        optimizer.zero_grad()
        ((w - torch.tensor([3.0, -1.0])) ** 2).sum().backward()
        optimizer.step()


@pytest.mark.parametrize(("kind", "options"), ALL)
def test_a_parabola_is_descended(kind, options):
    w = torch.zeros(2, requires_grad=True)
    train(kind([w], **options), w, 300)
    assert torch.allclose(w, torch.tensor([3.0, -1.0]), atol=0.05)
    assert w.is_leaf
    assert w.grad_fn is None


@pytest.mark.parametrize(("kind", "options"), ALL)
def test_a_saved_state_goes_on_as_the_original(kind, options):
    w = torch.zeros(2, requires_grad=True)
    first = kind([w], **options)
    train(first, w, 5)
    copied = w.detach().clone().requires_grad_()
    second = kind([copied], **options)
    second.load_state_dict(first.state_dict())
    train(first, w, 5)
    train(second, copied, 5)
    assert torch.equal(w, copied)


def test_each_step_is_one_write():
    w = torch.ones(1, requires_grad=True)
    train(torch.optim.SGD([w], lr=0.1), w, 3)
    assert w._version == 3


def test_a_parameter_without_gradient_is_left_alone():
    w = torch.ones(1, requires_grad=True)
    torch.optim.SGD([w], lr=0.1, weight_decay=1.0).step()
    assert w.item() == 1.0


def test_hooks_around_a_step():
    w = torch.ones(1, requires_grad=True)
    optimizer, seen = torch.optim.SGD([w], lr=0.1), []
    optimizer.register_step_pre_hook(lambda *_: seen.append("before"))
    optimizer.register_step_post_hook(lambda *_: seen.append("after"))
    optimizer.step()
    assert seen == ["before", "after"]


def test_a_group_can_have_a_rate_of_its_own():
    a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 0.5}], lr=0.1)
    (a + b).sum().backward()
    optimizer.step()
    assert (a.item(), b.item()) == (pytest.approx(0.9), 0.5)


def test_a_schedule_can_be_saved():
    w = torch.ones(1, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    schedule = lr_scheduler.StepLR(optimizer, 2)
    for _ in range(3):
        optimizer.step()
        schedule.step()
    assert schedule.state_dict()["last_epoch"] == 3
    assert schedule.get_last_lr() == [0.1]
