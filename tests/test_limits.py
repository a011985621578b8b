"""The meter and the words of limits."""

import time

import pytest
from gradwalk_ui.limits import BUSY, CLOCK_EVERY, LimitReached, Limits, Meter, Refused, words


def reached(limits, act, events=0):
    meter = Meter(limits, lambda count: events > count)
    with pytest.raises(LimitReached) as caught:
        act(meter)
    return meter, caught.value.words


def lines(count):
    def act(meter):
        for _ in range(count):
            meter.line()

    return act


def test_lines():
    lines(5)(Meter(Limits(lines=5), lambda _: False))
    meter, why = reached(Limits(lines=5), lines(6))
    assert why == words("limit.lines", count=5)
    assert meter.lines == 6


def test_events():
    assert reached(Limits(events=9), lines(1), 10)[1] == words("limit.events", count=9)


def test_time():
    def act(meter):
        until = time.process_time() + 0.02
        while time.process_time() < until:
            pass
        lines(CLOCK_EVERY)(meter)

    assert reached(Limits(seconds=0.01), act)[1] == words("limit.time", seconds=0.01)


def test_a_program_that_waits_may_last_longer_than_one_that_computes():
    def asleep(seconds):
        def act(meter):
            time.sleep(seconds)
            lines(CLOCK_EVERY)(meter)

        return act

    limits = Limits(seconds=0.2)
    before = time.process_time()
    time.sleep(0.3)
    if time.process_time() - before > 0.2:  # in the browser there is one clock only
        assert reached(limits, asleep(0.3))[1] == words("limit.time", seconds=0.2)
        return
    asleep(0.3)(Meter(limits, lambda _: False))
    assert reached(limits, asleep(0.7))[1] == words("limit.time", seconds=BUSY * 0.2)


def test_output():
    limits = Limits(output=10, prints=3)
    Meter(limits, lambda _: False).written(3, 10)
    assert reached(limits, lambda m: m.written(1, 11))[1] == words("limit.output", count=10)
    assert reached(limits, lambda m: m.written(4, 1))[1] == words("limit.prints", count=3)


def test_a_limit_once_reached_stays_reached():
    meter, why = reached(Limits(lines=2), lines(3))
    for _ in range(2):
        with pytest.raises(LimitReached) as caught:
            meter.line()
        assert caught.value.words == why
    with pytest.raises(LimitReached) as caught:
        meter.out_of_time()
    assert caught.value.words == why


def test_no_limit():
    meter = Meter(Limits(None, None, None, None, None, None), lambda _: True)
    lines(CLOCK_EVERY * 2)(meter)
    meter.written(10**9, 10**9)


def test_a_refusal_has_words():
    assert Refused("a.b", n=1).words.row() == {"key": "a.b", "args": {"n": 1}}
