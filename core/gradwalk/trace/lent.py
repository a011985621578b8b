"""Large values that rows refer to: what is in them is worked out when somebody looks.

A summary takes several passes over an array, to refer to it takes none. Before somebody writes the
memory it is copied (`secure`); where too much of it is held on to, all of it is summed up.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

from gradwalk.array import BITS, Array, ndarray, xp
from gradwalk.trace.capture import beginning, corner, summary
from gradwalk.trace.events import Value

HELD = 1 << 25  # bytes that a recorder holds on to before it sums them up


class Lent:
    """A large value. `array` is None once it has been worked out, or only its corner is kept."""

    __slots__ = ("_found", "_kept", "array", "like")
    _kept: tuple[Any, ...]  # of what was written since, and is like another: shape and corner

    def __init__(self, array: Array, like: Lent | None) -> None:
        self.array = array
        self.like = like  # has the same elements, in the same memory, in another order
        self._found: Value | None = None

    def value(self) -> Value:
        """Return its summary, and hold on to the array no longer."""
        found = self._found
        if found is None:
            like, array = self.like, self.array
            if like is None:
                found = summary(array)
            elif array is not None:
                found = summary(array, like.value())
            else:
                whole = like.value()
                rest = whole.low, whole.high, whole.mean, whole.norm
                found = Value(*beginning(*self._kept), *rest)
                self._kept = ()
            self._found, self.array, self.like = found, None, None
        return found

    def secure(self) -> None:
        """Its memory is about to be written: keep what is in it now."""
        if self.array is None:
            return
        if self.like is None:
            self.array = xp.copy(self.array)  # in the order in which it lay
        else:
            self._kept = self.array.shape, corner(self.array).copy()
            self.array = None


class Lender:
    """Lends large arrays to a recorder's rows, and knows how much memory they keep."""

    def __init__(self) -> None:
        _keep_freed()
        self._lent: list[Lent] = []
        self._held = 0

    def lend(self, array: Array, like: Any = None) -> Lent | Value:
        """Return what a row has of a large array; of a part of some memory its summary at once.

        `like` is what a row has of the memory in another order, where that is known.
        """
        size = array.nbytes
        if size > HELD or (array.base is not None and not fills(array)):
            return summary(array)
        if like.__class__ is Value:
            return summary(array, like)
        made = Lent(array, like)
        self._lent.append(made)
        if like is None:
            held = self._held = self._held + size
            if held > HELD:
                self._sum_up()
        return made

    def _sum_up(self) -> None:
        for each in self._lent:
            each.value()
        self._lent.clear()
        self._held = 0


@cache
def _keep_freed() -> None:
    """Have glibc keep what is freed: each page that it asks for anew takes as long as two ops.

    After a block was freed, of 32 MiB at most, it takes smaller ones from a heap that it keeps
    (mallopt(3) on M_MMAP_THRESHOLD); this one is never touched.
    """
    if sys.platform == "linux" and BITS is not None:
        xp.empty((1 << 25) - (1 << 16), "uint8")


def fills(array: Array) -> bool:
    """Whether an array is all of its memory, each element once."""
    base = array.base
    if base is None:
        return True
    if base.__class__ is not ndarray or base.nbytes != array.nbytes:
        return False
    flags = array.flags
    if flags.c_contiguous or flags.f_contiguous:
        return True
    strides = array.strides
    order = sorted(range(array.ndim), key=lambda axis: -strides[axis])
    return bool(array.transpose(order).flags.c_contiguous)


def secure(lent: Iterable[Any]) -> None:
    """Keep what is in the memory that these refer to."""
    for each in lent:
        if each.__class__ is Lent:
            each.secure()


def summed_up(grab: Any) -> bool:
    """Whether what a row has of a value is no array of its own."""
    return grab.__class__ is Value or grab.__class__ is Lent
