"""Sums in the order in which ATen's kernel adds, so that the last bit is PyTorch's too.

As sum_kernel_impl for vectors of 32 bytes: what lies side by side is added in lanes, four vectors
at a time; rows in blocks of sixteen. Large arrays and ndlist's columns are the array module's.
"""

from __future__ import annotations

import functools
import math
import operator
from typing import Any

from gradwalk.array import BITS, ndarray, xp
from gradwalk.ops import summing_lists

_SMALL = 4096 if BITS else 511  # elements
_BLOCK = 16  # rows that are added before their sum is
_ORDER = {n: (0, *range(4, n), 1, 2, 3) for n in range(5, 8)}
_reduce = xp.add.reduce


def added(array: Any, axes: tuple[int, ...] | None, keepdims: bool, kind: Any) -> Any:
    """The sum along these axes; None: along all."""
    if not _is_small(array, kind):
        return _reduce(array, axis=axes, keepdims=keepdims, dtype=kind)
    shape, rank = array.shape, array.ndim
    along = range(rank) if axes is None else sorted(axes)
    if not along or along[-1] - along[0] + 1 != len(along):
        return _reduce(array, axis=axes, keepdims=keepdims, dtype=kind)
    kept = tuple([1 if axis in along else n for axis, n in enumerate(shape)])
    if not keepdims:
        kept = tuple([n for axis, n in enumerate(shape) if axis not in along])
    if along[-1] == rank - 1 or math.prod(shape[along[-1] + 1 :]) == 1:
        lead = math.prod(shape[: along[0]])
        made = _side_by_side(array.reshape(lead, array.size // lead))
    elif not BITS:
        return _reduce(array, axis=axes, keepdims=keepdims, dtype=kind)
    else:
        lead, columns = math.prod(shape[: along[0]]), math.prod(shape[along[-1] + 1 :])
        rows = array.reshape(lead, array.size // (lead * columns), columns)
        made = _one_below_another(rows.transpose(1, 0, 2))
    made = made.reshape(kept)
    return made if kept else made[()]


def added_in_lanes(array: Any, axis: int) -> Any:
    """The sum along an axis, which is kept, as ATen's softmax makes it: vectors, then halves."""
    n, last = array.shape[axis], axis == array.ndim - 1
    lanes = 32 // array.itemsize
    if array.size > (_SMALL if BITS else 256) or (last and n > 512) or (BITS and not last):
        return _reduce(array, axis=axis, keepdims=True)
    if n < lanes or not last:
        rows = array if last else xp.moveaxis(array, axis, -1)
        lines = [rows[..., i : i + 1] for i in range(n)]
        total = functools.reduce(operator.add, lines)
        return total if last else xp.moveaxis(total, -1, axis)
    columns = array.reshape(-1, n).T  # of which each is one run of memory from the first sum on
    starts = range(0, n - lanes + 1, lanes)
    total = functools.reduce(operator.add, [columns[i : i + lanes] for i in starts])
    if rest := n % lanes:
        total = total.copy()  # it may be a part of the array
        total[:rest] += columns[-rest:]
    while (half := len(total) // 2) > 0:
        total = total[:half] + total[half:]
    return total.reshape(*array.shape[:-1], 1)


def _is_small(array: Any, kind: Any) -> bool:
    """Whether the order is looked after: few floats, one after the other in memory."""
    if array.__class__ is not ndarray or not (5 if BITS else 3) <= array.size <= _SMALL:
        return False
    return array.dtype is kind and kind.char in "fd" and bool(array.flags.c_contiguous)


def _side_by_side(array: Any) -> Any:
    """The sums of rows (lead, n)."""
    if not BITS:
        return summing_lists.side_by_side(array, _ORDER)
    lead, n = array.shape
    lanes = 32 // array.itemsize
    if n < lanes:
        if n in _ORDER:
            array = array[:, _ORDER[n]].copy()
        return _reduce(array, axis=1) if n < 8 else xp.add.accumulate(array, axis=1)[:, -1]
    whole = n // lanes * lanes
    body = array[:, :whole].reshape(lead, n // lanes, lanes)
    total = _in_fours(body.transpose(1, 0, 2))
    parts = [array[:, whole:], total] if whole < n else [total]
    line = xp.concatenate(parts, axis=1) if whole < n else total
    return xp.add.accumulate(line, axis=1)[:, -1]


def _one_below_another(array: Any) -> Any:
    """The sums of columns (n, ..., columns)."""
    columns = array.shape[-1]
    lanes = 32 // array.itemsize
    step = 4 * lanes if columns >= lanes else 4
    whole = columns // step * step
    parts = []
    if whole:
        parts.append(_in_blocks(array[..., :whole]))
    if whole < columns:
        parts.append(_in_fours(array[..., whole:]))
    return xp.concatenate(parts, axis=-1) if len(parts) > 1 else parts[0]


def _in_fours(rows: Any) -> Any:
    """Rows summed by every fourth of them; what is left over joins the first sum."""
    n = len(rows)
    if n < 4:
        return _reduce(rows, axis=0)
    whole = n // 4 * 4
    parts = _in_blocks(rows[:whole].reshape(n // 4, 4, *rows.shape[1:]))
    if whole == n:
        return _reduce(parts, axis=0)
    first = parts[0]
    for row in rows[whole:]:
        first = first + row
    return first + parts[1] + parts[2] + parts[3]


def _in_blocks(rows: Any) -> Any:
    """Rows summed one after the other, in blocks whose sums are summed."""
    n = len(rows)
    if n < _BLOCK:
        return _reduce(rows, axis=0)
    whole = n // _BLOCK * _BLOCK
    blocks = rows[:whole].reshape(n // _BLOCK, _BLOCK, *rows.shape[1:])
    total = _reduce(_reduce(blocks, axis=1), axis=0)
    return total if whole == n else _reduce(rows[whole:], axis=0) + total
