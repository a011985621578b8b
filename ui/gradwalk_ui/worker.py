"""The worker: a process of its own in which visitors' programs run.

It reads one request a line and writes one reply a line. It imports everything first and then
forks for each program, so that every program starts fresh and at once, and what it does to its
process ends with it. Where there is no fork the worker itself runs one program and ends; such
systems have none of the limits of `confine` either.

    python -I worker.py [folders to import from]
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    sys.path.extend(folder for folder in sys.argv[1:] if folder not in sys.path)

import gc
import json
import mmap
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, NoReturn, TypeAlias

from gradwalk_ui import allowed, wire
from gradwalk_ui.answer import answer, refused
from gradwalk_ui.confine import KEPT, confine
from gradwalk_ui.limits import BUILDING, BUSY, DEFAULT, HEED, Limits, Words, words

LOOK_EVERY = 0.1  # seconds
Shared: TypeAlias = "memoryview[int]"  # a program's progress, seen from both processes


def main(requests: BinaryIO, replies: BinaryIO) -> None:
    """Serve requests until there are no more."""
    allowed.preload()
    gc.collect()
    gc.freeze()  # else the collector touches, and so copies, pages that forks share
    listen(signal.SIG_IGN)
    replies.write(b"ready\n")
    replies.flush()
    for line in requests:
        reply = in_children(line) if hasattr(os, "fork") else encoded(line, DEFAULT, None)
        replies.write(reply + b"\n")
        replies.flush()
        if not hasattr(os, "fork"):
            return


def encoded(line: bytes, limits: Limits, progress: Shared | None) -> bytes:
    """Return the reply to one request, as JSON on one line."""
    return wire.encoded(lambda: answer(json.loads(line), limits, progress))


def in_children(line: bytes) -> bytes:
    """Return the reply of a process that lives for this request only.

    Should it die on the way, its trace dies with it. Then another one runs the program again, up
    to the line that was its last.
    """
    shared = mmap.mmap(-1, 8)
    progress = memoryview(shared).cast("Q")
    reply = in_child(line, DEFAULT, progress)
    if isinstance(reply, Words) and progress[0]:
        again = replace(DEFAULT, lines=progress[0] - 1, why=reply)
        second = in_child(line, again, progress)
        reply = reply if isinstance(second, Words) else second
    if isinstance(reply, Words):
        return wire.dumped(refused("limit.no_picture"))
    return reply


def in_child(line: bytes, limits: Limits, progress: Shared) -> bytes | Words:
    """Return the reply of one child, or why it has died."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        reply_and_leave(line, limits, progress, into)
    os.close(into)
    listen(lambda *_: os.kill(child, signal.SIGUSR1))  # the program ends itself, with its picture
    try:
        reply = read_until(out, progress, child)
    finally:
        listen(signal.SIG_IGN)
        os.close(out)
        status = end(child)
    if reply and b"\n" not in reply:  # a second line would be the next visitor's reply
        return reply
    slow = reply is None or os.WTERMSIG(status) == signal.SIGXCPU
    return words("limit.time_killed" if slow else "limit.killed")


def listen(heard: Callable[..., object] | signal.Handlers) -> None:
    """Set what happens when the server asks for the end of the program under way."""
    if hasattr(signal, "SIGUSR1"):
        signal.signal(signal.SIGUSR1, heard)


def reply_and_leave(line: bytes, limits: Limits, progress: Shared, into: int) -> NoReturn:
    """Do what the child is for."""
    try:
        os.setsid()
        confine(limits, into)
        with os.fdopen(KEPT, "wb") as pipe:
            pipe.write(encoded(line, limits, progress))
    finally:
        os._exit(0)  # no clean-up of what belongs to the parent


def used(child: int) -> float:
    """Return the processor seconds of a process, 0 where the system does not tell.

    Linux makes the number of its clock from its own so (clock_getcpuclockid(3)).
    """
    try:
        return time.clock_gettime((~child << 3) | 2)
    except (AttributeError, OSError, OverflowError):
        return 0.0


def read_until(source: int, progress: Shared, child: int) -> bytes | None:
    """Return all that comes; nothing when it is too much; None when it takes too long."""
    seconds = DEFAULT.seconds or 0
    program_ends = time.monotonic() + BUSY * seconds + HEED
    pieces: list[bytes] = []
    size = 0
    while size <= wire.LONGEST_REPLY:
        ready, _, _ = select.select([source], [], [], LOOK_EVERY)
        if not ready:
            if time.monotonic() > program_ends + (0 if progress[0] else BUILDING):
                return None
            if progress[0] and used(child) > seconds + HEED:
                return None
            continue
        piece = os.read(source, 1 << 20)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
    return b""


def end(child: int) -> int:
    """End the child and whatever it may have started; return the status it ended with."""
    with suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    with suppress(OSError):
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main(sys.stdin.buffer, sys.stdout.buffer)
