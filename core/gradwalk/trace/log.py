"""The log: what a recorder appends while the program runs, one flat list of fields.

A row begins with its kind; its fields follow in the same list, so that a row is no object of its
own: nothing for the garbage collector to walk, nothing that could recurse when it is freed.
Tensors and storages are named by keys, nodes by their sequence numbers; replay.py makes the events.
The form of an op is its node's class, which knows its entry and the wanted edges; where there is
no node, the entry.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from typing import Any

from gradwalk.array import Array, ndarray
from gradwalk.trace.capture import SMALL, Grab, summary
from gradwalk.trace.events import Value
from gradwalk.trace.listen import FREED, SENT

EVENT, RAN, _SENT, _FREED, ONE, TWO, NUMBER, ANY, PLACE, VERSIONS, STEP = range(11)
assert (_SENT, _FREED) == (SENT, FREED)
SIZES = (
    2,  # EVENT: an event's class and fields, as a tuple
    4,  # RAN: sequence number, gradients, versions found where they are not those expected
    8,  # SENT: see Listener.began
    2,  # FREED: sequence number
    7,  # ONE: form, x, made array, made, sequence number, weak reference to a node that saves
    8,  # TWO: form, x, y, made array, made, sequence number, weak reference
    8,  # NUMBER: form, x, number, made array, made, sequence number, weak reference
    7,  # ANY: form, inputs, made array, made, sequence number, weak reference; inputs as pairs:
    #     key and version of a tensor, 0 and a plain value, -1 and the text of one; a view has a
    #     copy, a cell or a summary in place of its array
    3,  # PLACE: cell and line from here on
    3,  # VERSIONS: of x and y in the row that follows
    2,  # STEP: as EVENT, at the place of the backward that runs
)
UNKEPT = -1  # in place of a sequence number: no node, though the result requires grad
BUDGET = 1 << 26  # bytes of large arrays that are referred to; the oldest are summarised
BYTES = 4 * SMALL  # from where on an array counts as large
HUGE = 1 << 18  # from where on it is summarised at once


class Held(list[Any]):
    """A cell with one array in it that somebody may still write, or its copy or summary."""


class Budget:
    """The large arrays that are kept by reference, the oldest first."""

    def __init__(self) -> None:
        self._queue: deque[tuple[int, list[Any], tuple[int, ...]]] = deque()
        self._bytes = 0
        self.used = False  # whether there ever was a large array

    def note(self, array: Array, where: list[Any], *places: int) -> Value | None:
        """An array is referred to at these places of a list; returns its summary if that is due.

        To hold on to a huge array costs more than its summary: memory that is new to the process.
        """
        self.used = True
        size = int(array.nbytes)
        if size > HUGE:
            short = summary(array)
            for place in places:
                where[place] = short
            return short
        self._bytes += size
        self._queue.append((size, where, places))
        while self._bytes > BUDGET:
            size, where, places = self._queue.popleft()
            self._bytes -= size
            found = [place for place in places if where[place].__class__ is ndarray]
            if found:
                short = summary(where[found[0]])
                for place in found:
                    where[place] = short
        return None

    def copy(self, array: Array, where: list[Any], place: int) -> None:
        """Put a copy into that place: its array is about to be written."""
        if array.__class__ is ndarray:
            where[place] = array.copy()
            if array.nbytes > BYTES:
                self.note(where[place], where, place)

    def hold(self, array: Array) -> Grab:
        """Return what a row has of an array that may be written: a copy, a cell or a summary."""
        if array.__class__ is not ndarray:
            return array
        if array.nbytes <= BYTES:
            return array.copy()
        if array.nbytes > HUGE:
            return summary(array)
        return self.cell(array)

    def cell(self, array: Array) -> Grab:
        """Return what a row has of an array that nobody writes, or whose writing is guarded."""
        if array.__class__ is not ndarray or array.nbytes <= BYTES:
            return array
        held = Held((array,))
        short = self.note(array, held, 0)
        return short or held


def hot_rows(log: list[Any], start: int) -> Iterator[int]:
    """Yield where the rows begin that an op of the table appended, from `start` on."""
    end = len(log)
    while start < end:
        kind = log[start]
        if ONE <= kind <= ANY:
            yield start
        start += SIZES[kind]


def sweep(
    log: list[Any], start: int, budget: Budget, shorts: dict[int, tuple[Array, Value]]
) -> None:
    """Note the large gradients in the rows of a backward from `start` on.

    `shorts` has the summaries of some already, by the id of the array.
    """
    found: dict[int, list[int]] = {}
    end = len(log)
    while start < end:
        kind = log[start]
        places = (start + 2,) if kind == RAN else (start + 5, start + 6) if kind == SENT else ()
        for place in places:
            each = log[place]
            if each.__class__ is ndarray and each.nbytes > BYTES:
                found.setdefault(id(each), []).append(place)
        start += SIZES[kind]
    memories = {root(array): short for array, short in shorts.values()}
    for identity, each in found.items():
        array = log[each[0]]
        like = memories.get(root(array))
        if identity in shorts:
            short = shorts[identity][1]
        elif array.nbytes > HUGE and like is not None and math.prod(like.shape) == array.size:
            short = summary(array, like)
        else:
            short = budget.note(array, log, *each)
            if short is not None:
                memories[root(array)] = short
            continue
        for place in each:
            log[place] = short


def root(array: Array) -> int:
    """Return which memory an array looks at: a transposed gradient has the same elements."""
    return id(array if array.base is None else array.base)
