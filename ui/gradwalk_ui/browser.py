"""What the page's worker calls in a browser: one request's text in, one reply's text out.

There the page is its own sandbox, so programs run right here, one after the other, in one
interpreter; `fresh` sees to it that each finds everything as the first did.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace

from gradwalk_ui import allowed, fresh, session
from gradwalk_ui.answer import Reply, Request, answer
from gradwalk_ui.limits import DEFAULT, words
from gradwalk_ui.wire import encoded

EACH = 2_000  # lines that are told one by one; a message costs more than most lines
SELDOM = 0.02  # seconds between two messages after that

allowed.preload()
as_it_was = fresh.remember()


class Told:
    """A program's progress, told to the page: a worker that must be ended takes its trace along."""

    def __init__(self, tell: Callable[[int], object]) -> None:
        self.tell = tell
        self.next = 0.0

    def __setitem__(self, index: int, lines: int) -> None:
        if lines > EACH:
            now = time.monotonic()
            if now < self.next:
                return
            self.next = now + SELDOM
        self.tell(lines)


def reply(request: str, tell: Callable[[int], object], lines: int = 0, why: str = "") -> str:
    """Return the reply to a request; `tell` is told each line that begins.

    With `why`, a key of the words, a program that had to be ended is run again, so many lines.
    """
    limits = replace(DEFAULT, lines=lines, why=words(why)) if why else DEFAULT

    def run(one: Request) -> Reply:
        try:
            # NumPy keeps how it prints, and what it warns of, in the context.
            return copy_context().run(answer, one, limits, Told(tell))
        finally:
            fresh.restore(as_it_was)  # a request may run two programs

    return encoded(lambda: session.handle(json.loads(request), run)).decode()
