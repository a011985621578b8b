"""Shut a process off before a visitor's program runs in it.

It can open no file and no connection, write to no file, start no process, and use only so much
memory and time; there is no way back. What the process needs must be imported before. Each limit
is one of the operating system's, so that it also holds for what gets round our list of modules.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

try:
    import resource
except ImportError:  # not on this system: what is left is the time limit and the list of modules
    resource = None  # type: ignore[assignment]

from gradwalk_ui.limits import Limits

KEPT = 3  # the descriptor the reply goes to, the only one left beside the three standard ones
NOBODY = 65534
EXTRA_SECONDS = 10  # of processor time, for building the scene


def confine(limits: Limits, reply: int) -> None:
    """Keep only descriptor `reply`, as number KEPT, and give up all that a program needs not."""
    os.dup2(reply, KEPT, inheritable=False)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    size = _address_space()
    os.closerange(KEPT + 1, 1024)
    _give_up_root()
    if resource is None:
        return
    seconds = None if limits.seconds is None else int(limits.seconds) + EXTRA_SECONDS
    memory = None if limits.memory is None or size is None else size + limits.memory
    for name, most in {
        "RLIMIT_CPU": seconds,
        "RLIMIT_AS": memory,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_NOFILE": KEPT + 1,
    }.items():
        if most is not None and hasattr(resource, name):
            hard = most + (name == "RLIMIT_CPU")  # a signal of its own comes a second before
            with suppress(ValueError, OSError):  # a system that has it only in name
                resource.setrlimit(getattr(resource, name), (most, hard))


def _give_up_root() -> None:
    """Become nobody, as no limit on processes holds for root."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with suppress(OSError):
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)


def _address_space() -> int | None:
    """Return the bytes of address space in use now, where the system says so."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")
