"""Values copied at the time: a small one whole, of a large one a corner and a summary.

`grab` is on the path of every recorded op, so it copies and no more; `Grab.value` makes the frozen
Value later, once for each grab.
"""

from __future__ import annotations

import math
from itertools import islice
from typing import Any

from gradwalk.array import Array, xp
from gradwalk.dtypes import of
from gradwalk.trace.events import CORNER, Value

SMALL = 1024  # elements that are copied rather than summarised at once
LONG_ENOUGH = 1 << 20  # bytes of content kept where a silent write is possible


class Grab:
    """What was in an array at one time."""

    __slots__ = ("_value", "array")

    def __init__(self, array: Array, value: Value | None = None) -> None:
        self.array = array  # a copy; None where only the summary is kept
        self._value = value

    def value(self) -> Value:
        """Return the frozen value."""
        if self._value is None:
            self._value = summary(self.array)
        return self._value


def grab(array: Array) -> Grab:
    """Return what is in the array now."""
    if array.ndim == 0 and not isinstance(array, xp.ndarray):
        return Grab(array)  # a scalar cannot change
    if array.size <= SMALL:
        return Grab(array.copy())
    return Grab(None, summary(array))


def summary(array: Array) -> Value:
    """Return an array's first corner with its least, greatest, mean and norm."""
    shape = array.shape
    corner = corner_of(shape)
    part = array[tuple(slice(length) for length in corner)] if corner != shape else array
    numbers = tuple(float(number) for number in xp.ravel(part).tolist())
    low, high, mean, norm = statistics(array)
    return Value(shape, of(array).name, numbers, corner, low, high, mean, norm)


def statistics(array: Array) -> tuple[float | None, float | None, float | None, float | None]:
    """Return least, greatest, mean and norm; None for all of an empty array."""
    if array.size == 0:
        return None, None, None, None
    flat = xp.ravel(array)
    if flat.dtype.kind in "bui":
        flat = flat.astype(xp.float64)
    norm = math.sqrt(float(xp.dot(flat, flat)))
    if norm == math.inf and flat.dtype != xp.float64:
        flat = flat.astype(xp.float64)
        norm = math.sqrt(float(xp.dot(flat, flat)))
    low, high = float(xp.minimum.reduce(flat)), float(xp.maximum.reduce(flat))
    return low, high, float(xp.add.reduce(flat, dtype=xp.float64)) / flat.size, norm


def corner_of(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape of the corner that is kept: at most CORNER numbers, square where it can."""
    if math.prod(shape) <= CORNER:
        return shape
    corner = [1] * len(shape)
    for axis in reversed(range(len(shape))):  # the last axes are what a row shows
        rest = CORNER // math.prod(corner)
        axes = sum(length > 1 for length in islice(shape, axis + 1))
        share = max(1, int(rest ** (1 / axes) + 1e-9)) if axes > 1 else rest
        corner[axis] = min(shape[axis], share)
    return tuple(corner)
