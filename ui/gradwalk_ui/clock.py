"""The soft stop: interrupt a program whose time is up or that shall end, wherever in its Python.

A signal of the operating system does it, as a loop inside one expression starts no line that
could be counted. Where there are no such signals (another thread, the browser) the count of lines
and, on a server, the end of the worker do the same more coarsely.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from gradwalk_ui.limits import BUSY

AGAIN = 0.02  # seconds until the next try, as a program may swallow what is raised in it
RECORDING = f"gradwalk{os.sep}trace{os.sep}"  # not to be left half way: the trace is wanted


@contextmanager
def alarm(
    seconds: float | None, ring: Callable[[], object], asked: Callable[[], object] = bool
) -> Iterator[None]:
    """Call `ring`, which raises, when the time is up and code of the program is running.

    The seconds are those of the processor; BUSY times as many may pass. A signal from outside
    brings that forward; `asked` is called first then.
    """
    in_main = threading.current_thread() is threading.main_thread()
    if seconds is None or not in_main or not hasattr(signal, "setitimer"):
        yield
        return

    def heard(_number: int, frame: FrameType | None) -> None:
        if _in_program(frame):
            ring()

    def called(_number: int, _frame: FrameType | None) -> None:
        asked()
        signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)

    kinds = ((signal.ITIMER_PROF, signal.SIGPROF, 1), (signal.ITIMER_REAL, signal.SIGALRM, BUSY))
    before = [signal.signal(number, heard) for _, number, _ in kinds]
    outside = signal.signal(signal.SIGUSR1, called)
    for timer, _, times in kinds:
        signal.setitimer(timer, times * seconds, AGAIN)
    try:
        yield
    finally:
        for (timer, number, _), handler in zip(kinds, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)
        signal.signal(signal.SIGUSR1, outside)


def _in_program(frame: FrameType | None) -> bool:
    """Tell whether the program is running, or what it called, but not the recorder."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<cell "):
            return True
        if RECORDING in file:
            return False
        frame = frame.f_back
    return False
