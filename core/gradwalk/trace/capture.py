"""Values copied at the time: a small one whole, of a large one a corner and a summary.

`grab` is on the path of every recorded op, so it copies a small array and no more; `value` makes
the frozen Value of it when somebody looks.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from gradwalk.array import Array, ndarray, xp
from gradwalk.dtypes import of
from gradwalk.trace.events import CORNER, Value

SMALL = 1024  # elements that are copied rather than summarised at once
BYTES = 4 * SMALL  # the same of an array that is referred to: a larger one is lent (lent.py)
ROW = 128  # elements of a large array that are added up in its own dtype
Grab = Any  # a copied array, or the Value of a large one


def grab(array: Array) -> Grab:
    """Return what is in the array now; a scalar cannot change."""
    if array.__class__ is not ndarray:
        return array
    return array.copy() if array.size <= SMALL else summary(array)


def summary(array: Array, like: Value | None = None) -> Value:
    """Return an array's first corner with its least, greatest, mean and norm.

    `like` is the value of an array with the same elements in another order.
    """
    rest = statistics(array) if like is None else (like.low, like.high, like.mean, like.norm)
    return Value(*beginning(array.shape, corner(array)), *rest)


def corner(array: Array) -> Array:
    """Return the part of an array that is kept."""
    within, where = corner_of(array.shape)
    return array[where] if within != array.shape else array


def beginning(
    shape: tuple[int, ...], part: Array
) -> tuple[tuple[int, ...], str, tuple[float, ...], tuple[int, ...]]:
    """Return an array's shape and dtype, and its corner with its shape."""
    if part.dtype.kind == "c":  # shown by their size
        part = abs(part)
    listed = part.ravel().tolist()
    numbers = tuple(listed if part.dtype.kind == "f" else [float(number) for number in listed])
    return shape, of(part).name, numbers, part.shape


def statistics(array: Array) -> tuple[float | None, float | None, float | None, float | None]:
    """Return least, greatest, mean and norm; None for all of an empty array."""
    if array.size == 0:
        return None, None, None, None
    if array.dtype.kind == "c":
        array = abs(array)
    flat = array.ravel("K")  # in memory's own order: a transposed one need not be copied
    if flat.dtype.kind in "bui":
        flat = flat.astype(xp.float64)
    square = float(xp.dot(flat, flat))
    if square == math.inf:
        wide = flat.astype(xp.float64)
        square = float(xp.dot(wide, wide))
    low, high = float(xp.minimum.reduce(flat)), float(xp.maximum.reduce(flat))
    return low, high, total(flat) / int(flat.size), math.sqrt(square)


def total(flat: Array) -> float:
    """Return the sum; of a large float array by rows, whose short sums float32 holds well."""
    rows = flat.size // ROW
    if rows < 16 or flat.dtype.kind != "f":
        return float(xp.add.reduce(flat, dtype=xp.float64))
    whole = flat[: rows * ROW].reshape(rows, ROW)
    sum_of_rows = float(xp.add.reduce(xp.dot(whole, ones(flat.dtype)), dtype=xp.float64))
    if flat.size == rows * ROW:
        return sum_of_rows
    return sum_of_rows + float(xp.add.reduce(flat[rows * ROW :], dtype=xp.float64))


@cache
def ones(kind: Any) -> Array:
    """Return a row of ones of a dtype."""
    return xp.ones(ROW, kind)


@lru_cache(1024)
def corner_of(shape: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[slice, ...]]:
    """Return the shape of the corner that is kept, and where it lies.

    It has at most CORNER numbers and is square where it can be.
    """
    corner = list(shape)
    if math.prod(shape) > CORNER:
        corner = [1] * len(shape)
        for axis in reversed(range(len(shape))):  # the last axes are what a row shows
            rest = CORNER // math.prod(corner)
            axes = sum(length > 1 for length in islice(shape, axis + 1))
            share = max(1, int(rest ** (1 / axes) + 1e-9)) if axes > 1 else rest
            corner[axis] = min(shape[axis], share)
    return tuple(corner), tuple([slice(length) for length in corner])
