"""How much a program may do, and what is said when it does more.

A limit that is reached ends the program but keeps its trace so far. It is raised as a
`BaseException`, so that a program's own `except Exception` does not hide it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn, Protocol

CLOCK_EVERY = 64  # lines between two looks at the clock
BUSY = 3  # times its seconds that a program may last, asleep or on a machine that is busy
LONGEST_SOURCE = 200_000  # characters; far above any program whose graph can be looked at
LONGEST_FILE = 20_000_000  # characters; a notebook's file holds its pictures too
MOST_CELLS = 1_000
HEED = 1.5  # seconds in which a program must heed the soft stop
BUILDING = 20.0  # seconds more in which its scene must be there, on a busy machine


class Progress(Protocol):
    """What is told how many lines have begun, as its one item; 0 at the program's end."""

    def __setitem__(self, index: int, lines: int, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Words:
    """A message as Python sends it: a key of the catalogues and what goes in the gaps."""

    key: str
    args: Mapping[str, str | float]

    def row(self) -> dict[str, object]:
        """Return the message as JSON has it."""
        return {"key": self.key, "args": dict(self.args)}


def words(key: str, **args: str | float) -> Words:
    """Return a message."""
    return Words(key, args)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use. None means no limit, as for one's own file on one's own machine."""

    lines: int | None = 1_000_000
    events: int | None = 10_000  # ten megabytes of scene, some seconds to draw it
    seconds: float | None = 5.0  # of processor time
    memory: int | None = 1 << 30  # bytes, on top of what the worker itself takes
    output: int | None = 100_000  # characters
    prints: int | None = 10_000  # pieces of output
    trusted: bool = False  # may import and open anything
    why: Words | None = None  # what to say when `lines` is reached, if something else


DEFAULT = Limits()
OWN_FILE = Limits(seconds=60.0, memory=None, trusted=True)
UNLIMITED = Limits(None, None, None, None, None, None, trusted=True)


class LimitReached(BaseException):
    """A limit was reached; `words` says which."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.key)
        self.words = reason


class Refused(Exception):
    """A program that cannot even be read, or a request that makes no sense."""

    def __init__(self, key: str, **args: str | float) -> None:
        super().__init__(f"{key} {args}")
        self.words = words(key, **args)


def deadlines(seconds: float | None) -> tuple[tuple[Callable[[], float], float], ...]:
    """Return when the seconds are over: on the processor's clock, and at the latest on the wall's.

    So a program does not end sooner because others run beside it.
    """
    if seconds is None:
        return ()
    used, now = time.process_time(), time.monotonic()
    return (time.process_time, used + seconds), (time.monotonic, now + BUSY * seconds)


class Meter:
    """Counts what a program does and raises LimitReached when it is too much.

    Once a limit was reached every further line raises again: a bare `except:` in an endless
    loop cannot swallow it for good.
    """

    def __init__(
        self, limits: Limits, more_events: Callable[[int], bool], progress: Progress | None = None
    ) -> None:
        self.limits = limits
        self.progress = progress
        self.more_events = more_events  # than so many
        self.lines = 0
        self.deadlines = deadlines(limits.seconds)
        self.reached: Words | None = None

    def stop(self, key: str, **args: str | float) -> NoReturn:
        """End the program for this reason, or for the first one there was."""
        self.reached = self.reached or words(key, **args)
        raise LimitReached(self.reached)

    def asked(self) -> None:
        """Note that the reader wants the program to end."""
        self.reached = self.reached or words("limit.stopped")

    def out_of_time(self) -> NoReturn:
        """End the program because its time is up, or the reader asked for it."""
        seconds = self.limits.seconds or 0
        asleep = bool(self.deadlines) and time.process_time() < self.deadlines[0][1]
        self.stop("limit.time", seconds=BUSY * seconds if asleep else seconds)

    def line(self) -> None:
        """Count a statement of the program that is about to run."""
        self.lines += 1
        if self.progress is not None:
            self.progress[0] = self.lines
        if self.reached is not None:
            raise LimitReached(self.reached)
        limits = self.limits
        if limits.lines is not None and self.lines > limits.lines:
            self.reached = self.reached or limits.why
            self.stop("limit.lines", count=limits.lines)
        if limits.events is not None and self.more_events(limits.events):
            self.stop("limit.events", count=limits.events)
        if self.deadlines and self.lines % CLOCK_EVERY == 0:
            self.look_at_clocks()

    def look_at_clocks(self) -> None:
        """End the program when its time is up."""
        if any(clock() > end for clock, end in self.deadlines):
            self.out_of_time()

    def written(self, pieces: int, characters: int) -> None:
        """Look at how much output is kept in all."""
        limits = self.limits
        if limits.output is not None and characters > limits.output:
            self.stop("limit.output", count=limits.output)
        if limits.prints is not None and pieces > limits.prints:
            self.stop("limit.prints", count=limits.prints)
