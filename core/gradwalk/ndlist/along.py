"""Places along an axis: take_along_axis and its put; places of what is true: argwhere."""

from __future__ import annotations

from itertools import compress
from operator import add
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import Shape, assign, build, contiguous, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import INT64
from gradwalk.ndlist.shape import axis_of


def _checked(flat: list[int], length: int, axis: int) -> list[int]:
    """The places counted from the front."""
    if flat and (min(flat) < -length or max(flat) >= length):
        wrong = next(i for i in flat if not -length <= i < length)
        raise IndexError(f"index {wrong} is out of bounds for axis {axis} with size {length}")
    return [i + length if i < 0 else i for i in flat] if flat and min(flat) < 0 else flat


def _along(array: Any, indices: Any, axis: int, steps: Shape) -> tuple[list[int], Shape]:
    """Where the elements at `indices` along an axis lie, and the shape they make together."""
    if indices.dtype.kind not in "iu":
        raise IndexError("`indices` must be an integer array")
    if indices.ndim != array.ndim:
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    whole = array.shape
    numbers = zip(whole, indices.shape, strict=True)
    shape = tuple(
        given if i == axis or n in (1, given) else n for i, (n, given) in enumerate(numbers)
    )
    if any(given not in (1, n) for n, given in zip(shape, indices.shape, strict=True)):
        ones = (1,) * len(whole)
        around = [_tight((*ones[:i], n, *ones[i + 1 :])) for i, n in enumerate(whole)]
        around[axis] = _tight(indices.shape)
        raise IndexError(
            "shape mismatch: indexing arrays could not be broadcast together with shapes "
            + " ".join(around)
            + " "
        )
    moves = [0 if i == axis or whole[i] == 1 else step for i, step in enumerate(steps)]
    starts = memory.places(0, shape, tuple(moves))
    usual = zip(contiguous(indices.shape), indices.shape, strict=True)
    spread = tuple(0 if n == 1 else step for step, n in usual)
    flat = values(indices)
    if 0 not in shape:  # else nothing is looked at
        flat = _checked(flat, whole[axis], axis)
    if indices.shape != shape:
        flat = [flat[i] for i in memory.places(0, shape, spread)]
    step = steps[axis]
    return list(map(add, starts, [i * step for i in flat] if step != 1 else flat)), shape


def take_along_axis(arr: Any, indices: Any, axis: Any = -1) -> Any:
    """The elements at places along an axis, one place for each result."""
    arr, indices = asarray(arr), asarray(indices)
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        arr, axis = arr.reshape(-1), 0
    axis = axis_of(axis, arr.ndim)
    places, shape = _along(arr, indices, axis, contiguous(arr.shape))
    flat = values(arr)
    return build([flat[i] for i in places], shape, arr.dtype)


def put_along_axis(arr: Any, indices: Any, values: Any, axis: Any) -> None:
    """Write values to places along an axis, in place."""
    indices = asarray(indices)
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        arr.flat[indices] = values
        return
    axis = axis_of(axis, arr.ndim)
    places, shape = _along(arr, indices, axis, contiguous(arr.shape))
    given = asarray(values)
    written = _values(given) if given.shape == shape else _spread(given, shape)
    whole = _values(arr)
    for place, number in zip(places, memory.convert(written, given.dtype, arr.dtype), strict=True):
        whole[place] = number
    assign(arr, whole)


_values = values  # where a parameter has that name


def _spread(given: Any, shape: Shape) -> list[Any]:
    """The numbers of an array broadcast to a shape; leading axes of length 1 may be too many."""
    lengths = given.shape
    while len(lengths) > len(shape) and lengths[0] == 1:
        lengths = lengths[1:]
    own = [0] * (len(shape) - len(lengths)) + list(contiguous(lengths))
    lengths = (1,) * (len(shape) - len(lengths)) + lengths
    if len(lengths) > len(shape) or any(
        n not in (1, wanted) for n, wanted in zip(lengths, shape, strict=True)
    ):
        raise ValueError(
            f"shape mismatch: value array of shape {_tight(given.shape)} could not be broadcast "
            f"to indexing result of shape {_tight(shape)}"
        )
    steps = tuple(0 if n == 1 else step for n, step in zip(lengths, own, strict=True))
    flat = _values(given)
    return [flat[i] for i in memory.places(0, shape, steps)]


def _tight(shape: Shape) -> str:
    return str(shape).replace(" ", "")


# --- where something is ---------------------------------------------------------------------------
def _true(a: Any) -> list[int]:
    """The places in C order whose elements are not zero."""
    flat = values(a)
    return list(compress(range(len(flat)), flat))


def argwhere(a: Any) -> Any:
    """The places of what is not zero, one in each row."""
    a = asarray(a)
    found, axes = _true(a), list(zip(a.shape, contiguous(a.shape), strict=True))
    flat = [place // step % n for place in found for n, step in axes]
    return build(flat, (len(found), len(axes)), INT64)


def flatnonzero(a: Any) -> Any:
    """The places in C order of what is not zero."""
    found = _true(asarray(a))
    return build(found, (len(found),), INT64)


def extract(condition: Any, arr: Any) -> Any:
    """The elements where a condition holds, flat."""
    arr = asarray(arr)
    taken = list(compress(values(arr), values(asarray(condition))))
    return build(taken, (len(taken),), arr.dtype)
