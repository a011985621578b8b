"""Large values in a trace: what was in them at the time, whoever writes the memory afterwards."""

import gradwalk as torch
import pytest
from gradwalk.trace import events as e
from gradwalk.trace import lent
from gradwalk.trace.capture import summary
from gradwalk.trace.record import Recorder

SIDE = 40  # squared it is more than what is copied at once


def recorded(program):
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        program()
    return recorder.trace().events


def values(events):
    """The large values that events have, each with where it stands."""
    found = []
    for event in events:
        if isinstance(event, e.Created):
            found.append(("created", event.value))
        elif isinstance(event, e.Made | e.Wrote):
            found += [(event.op, output.value) for output in event.outputs]
        elif isinstance(event, e.Sent):
            found.append(("sent", event.total))
        elif isinstance(event, e.Accumulated):
            found.append(("accumulated", event.after))
    return [(name, value) for name, value in found if value.shape and value.shape[-1] == SIDE]


def ramp():
    return torch.arange(float(SIDE * SIDE)).reshape(SIDE, SIDE)


def written_in_place():
    x = ramp() + 1
    x.mul_(2)
    x.add_(1)


def written_through_a_view():
    x = ramp() * 1
    t = x.t()
    t.mul_(3)
    x.t()[0] += 5


def trained():
    x = ramp()
    w = torch.full((SIDE, SIDE), 0.5, requires_grad=True)
    for _ in range(3):
        (x @ w.t()).sum().backward()
        with torch.no_grad():
            w.sub_(w.grad, alpha=0.25)
            w.grad.mul_(2)
            w.grad[1] = 0


def written_by_numpy():
    x = ramp() + 1
    x.detach().numpy()[0, 0] = 1000
    x.zero_()


PROGRAMS = [written_in_place, written_through_a_view, trained, written_by_numpy]


@pytest.fixture
def at_once(monkeypatch):
    """Nothing is lent: every value is summed up as it comes."""

    def lend(_lender, array, _like=None):
        return summary(array)

    return lambda: monkeypatch.setattr(lent.Lender, "lend", lend)


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_lent_is_told_as_if_it_were_summed_up_at_once(program, at_once):
    lately = values(recorded(program))
    at_once()
    assert len(lately) >= 3
    assert lately == values(recorded(program))


@pytest.mark.parametrize("program", PROGRAMS)
def test_where_too_much_is_held_it_is_summed_up(program, monkeypatch):
    lately = values(recorded(program))
    monkeypatch.setattr(lent, "HELD", 3 * 4 * SIDE * SIDE)
    assert lately == values(recorded(program))


def test_no_more_is_held_than_that(monkeypatch):
    monkeypatch.setattr(lent, "HELD", 3 * 4 * SIDE * SIDE)
    with Recorder(lambda: (0, 1)) as recorder:
        x = ramp()
        for _ in range(20):
            x = x + 1
        lends = [each for each in recorder.log if each.__class__ is lent.Lent]
        held = [each for each in lends if each.array is not None]
    assert 0 < len(held) <= 3


def test_a_gradient_is_taken_over_though_it_is_recorded():
    w = torch.ones(SIDE, SIDE, requires_grad=True)
    with Recorder(lambda: (0, 1)) as recorder:
        (ramp() @ w.t()).sum().backward()
        arrays = [each.array for each in recorder.log if each.__class__ is lent.Lent]
        assert any(each is w.grad._array for each in arrays)
        w.grad.zero_()
    (told,) = [event for event in recorder.trace().events if isinstance(event, e.Accumulated)]
    assert told.after.high > 0
