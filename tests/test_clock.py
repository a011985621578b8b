"""The alarm rings in the program, in what it calls, and nowhere else."""

import signal
import threading
import time

import pytest
from gradwalk_ui import clock


class TimeUp(BaseException):
    pass


def ring():
    raise TimeUp


def program(text, **names):
    exec(compile(text, "<cell 0>", "exec"), names)  # noqa: S102


def test_it_ends_a_loop_within_one_line():
    with pytest.raises(TimeUp), clock.alarm(0.05, ring):
        program("x = [0 for _ in iter(int, 1)]")


def test_it_ends_what_the_program_called():
    with pytest.raises(TimeUp), clock.alarm(0.05, ring):
        program("sleep(30)", sleep=time.sleep)


def test_it_rings_again_when_it_was_swallowed():
    text = """
while True:
    try:
        [0 for _ in iter(int, 1)]
    except BaseException:
        times.append(1)
        if len(times) == 3: raise
"""
    times = []
    with pytest.raises(TimeUp), clock.alarm(0.02, ring):
        program(text, times=times)
    assert len(times) == 3


def test_it_does_not_ring_outside_the_program():
    with clock.alarm(0.01, ring):
        time.sleep(0.1)
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass


def test_it_is_off_afterwards():
    before = signal.getsignal(signal.SIGALRM)
    with clock.alarm(0.05, ring):
        program("x = 1")
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) is before
    for timer in (signal.ITIMER_REAL, signal.ITIMER_PROF):
        assert signal.getitimer(timer) == (0.0, 0.0)


def test_it_rings_for_the_time_used_not_the_time_passed():
    with clock.alarm(0.2, ring):
        program("sleep(0.4)", sleep=time.sleep)


def test_without_a_limit_and_in_another_thread_there_is_none():
    with clock.alarm(None, ring):
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    seen = []

    def elsewhere():
        with clock.alarm(0.01, ring):
            seen.append(signal.getitimer(signal.ITIMER_REAL))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert seen == [(0.0, 0.0)]
