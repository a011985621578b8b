"""The log: what a recorder appends while the program runs, one flat list of fields.

A row begins with its kind; its fields follow in the same list, so that a row is no object of its
own: nothing for the garbage collector to walk, nothing that could recurse when it is freed.
Tensors and storages are named by keys, nodes by their sequence numbers; replay.py makes the events.
The form of an op is its node's class, which knows its entry and the wanted edges; where there is
no node, the entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gradwalk.trace.listen import FREED, PASSED, SENT

EVENT, RAN, _SENT, _FREED, ONE, TWO, NUMBER, ANY, PLACE, STEP, LANDED, WROTE = range(12)
assert (_SENT, _FREED, WROTE + 1) == (SENT, FREED, PASSED)
MOST = 9  # there are fewer edges than that in any node of an op whose inputs can be told
SIZES: tuple[int, ...] = (
    2,  # EVENT: an event's class and fields, as a tuple
    4,  # RAN: sequence number, gradients, and what a look at the saved tensors found
    8,  # SENT: see Listener.began
    2,  # FREED: sequence number
    7,  # ONE: form, x, made array, made, sequence number, weak reference to a node that saves
    8,  # TWO: form, x, y, made array, made, sequence number, weak reference
    8,  # NUMBER: form, x, number, made array, made, sequence number, weak reference
    7,  # ANY: form, inputs, made array, made, sequence number, weak reference; inputs as pairs:
    #     key and version of a tensor, 0 and a plain value, -1 and the text of one; a view has a
    #     copy or a summary in place of its array
    3,  # PLACE: cell and line from here on
    2,  # STEP: as EVENT, at the place of the backward that runs
    4,  # LANDED: a leaf, what was in its gradient and what is
    9,  # WROTE: entry, the in-place form's name, inputs as in ANY, tensor, storage, the version
    #     before, what is in it now, and which output of its grad_fn it is, None without one
    *range(3, 3 + 6 * MOST, 6),  # PASSED: see Listener.began
)
# Where nothing is saved or freed.
QUIET = frozenset((EVENT, RAN, SENT, PLACE, STEP, LANDED, WROTE))
UNKEPT = -1  # in place of a sequence number: no node, though the result requires grad


def hot_rows(log: list[Any], start: int) -> Iterator[int]:
    """Yield where the rows begin that an op of the table appended, from `start` on."""
    end = len(log)
    while start < end:
        kind = log[start]
        if ONE <= kind <= ANY:
            yield start
        start += SIZES[kind]
