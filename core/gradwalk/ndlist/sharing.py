"""Whether arrays look at the same memory."""

from __future__ import annotations

from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import ArrayBase, contiguous


def shares_memory(a: Any, b: Any, /, max_work: Any = None) -> bool:
    """Whether an element of one array lies where an element of the other does."""
    if not isinstance(a, ArrayBase) or not isinstance(b, ArrayBase):
        return False
    if not _overlap(a, b):
        return False
    return bool(set(_bytes(a)) & set(_bytes(b)))


def may_share_memory(a: Any, b: Any, /, max_work: Any = None) -> bool:
    """Whether the memory between the first and last elements overlaps."""
    return isinstance(a, ArrayBase) and isinstance(b, ArrayBase) and _overlap(a, b)


def _owner(array: ArrayBase) -> ArrayBase:
    return array if array.base is None else array.base


def _overlap(a: ArrayBase, b: ArrayBase) -> bool:
    if _owner(a) is not _owner(b) or not a.size or not b.size:
        return False
    (start, stop), (begin, end) = _reach(a), _reach(b)
    return start < end and begin < stop


def _reach(array: Any) -> tuple[int, int]:
    """From the first byte in the buffer that an array looks at to behind the last."""
    size = array.dtype.itemsize
    low = high = array._offset * size
    for length, step in zip(array.shape, array.strides, strict=True):
        low += min(0, (length - 1) * step)
        high += max(0, (length - 1) * step)
    return low, high + size


def _bytes(array: Any) -> Any:
    size = array.dtype.itemsize
    steps = contiguous(array.shape) if array._steps is None else array._steps
    for place in memory.places(array._offset, array.shape, steps):
        yield from range(place * size, place * size + size)
