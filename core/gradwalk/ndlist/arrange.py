"""The same elements in another arrangement: roll, flip, tile, repeat, rot90."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.ndlist.base import afford, build, look, steps_of, values
from gradwalk.ndlist.create import asarray, astype
from gradwalk.ndlist.shape import axis_of


def flip(m: Any, axis: Any = None) -> Any:
    """A view with the order of elements along axes (all of them: None) reversed."""
    m = asarray(m)
    if axis is None:
        axes = tuple(range(m.ndim))
    else:
        axes = tuple(axis_of(each, m.ndim) for each in _several(axis))
    offset, steps = m._offset, list(steps_of(m))
    for each in set(axes):
        offset += max(m.shape[each] - 1, 0) * steps[each]
        steps[each] = -steps[each]
    return look(m, offset, m.shape, tuple(steps)) if m.shape else m[()]


def _several(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, (tuple, list)) else (given,)


def fliplr(m: Any) -> Any:
    """A view with the second axis reversed."""
    m = asarray(m)
    if m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return flip(m, 1)


def flipud(m: Any) -> Any:
    """A view with the first axis reversed."""
    m = asarray(m)
    if m.ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return flip(m, 0)


def rot90(m: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    """Turned k times by a quarter, from the first of two axes towards the second."""
    m, pair = asarray(m), tuple(axes)
    if len(pair) != 2:
        raise ValueError("len(axes) must be 2.")
    if pair[0] == pair[1] or abs(pair[0] - pair[1]) == m.ndim:
        raise ValueError("Axes must be different.")
    if any(not -m.ndim <= each < m.ndim for each in pair):
        raise ValueError(f"Axes={pair} out of range for array of ndim={m.ndim}.")
    first, second = (axis_of(each, m.ndim) for each in pair)
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(flip(m, first), second)
    if k == 1:
        return flip(m, second).swapaxes(first, second)
    return flip(m.swapaxes(first, second), second)


def roll(a: Any, shift: Any, axis: Any = None) -> Any:
    """A copy whose elements moved along axes, those that fall off coming in again."""
    a = asarray(a)
    flat, shape = values(a), a.shape
    if axis is None:
        (shift,) = values(asarray(sum(_several(shift))))
        by = shift % len(flat) if flat else 0
        return build(flat[-by:] + flat[:-by] if by else flat, shape, a.dtype)
    axes, shifts = tuple(axis_of(each, a.ndim) for each in _several(axis)), _several(shift)
    if len(axes) != len(shifts) and 1 not in (len(axes), len(shifts)):
        raise ValueError(
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
            f"arg 0 with shape ({len(shifts)},) and arg 1 with shape ({len(axes)},)."
        )
    count = max(len(axes), len(shifts))
    pairs = zip(axes * (count // len(axes)), shifts * (count // len(shifts)), strict=True)
    for each, by in pairs:
        if flat:
            flat = _rolled(flat, shape[each] * math.prod(shape[each + 1 :]), int(by), shape[each])
    return build(flat, shape, a.dtype)


def _rolled(flat: list[Any], step: int, by: int, n: int) -> list[Any]:
    cut = step - by % n * (step // n)
    made: list[Any] = []
    for start in range(0, len(flat), step):
        made += flat[start + cut : start + step]
        made += flat[start : start + cut]
    return made


def tile(A: Any, reps: Any) -> Any:
    """The array several times along each axis, as tiles."""
    a = asarray(A)
    counts = tuple(values(asarray(reps)))
    counts = (1,) * (a.ndim - len(counts)) + counts
    shape = (1,) * (len(counts) - a.ndim) + a.shape
    afford(tuple(n * count for n, count in zip(shape, counts, strict=True)), a.dtype)
    if math.prod(counts) == 1:
        return astype(a, a.dtype).reshape(shape)
    flat, inner = values(a), 1
    for axis in range(len(shape) - 1, -1, -1):
        step = shape[axis] * inner
        if counts[axis] != 1:
            flat = _repeated(flat, step, counts[axis])
        inner = step * counts[axis]
    return build(flat, tuple(n * count for n, count in zip(shape, counts, strict=True)), a.dtype)


def _repeated(flat: list[Any], step: int, count: int) -> list[Any]:
    """Each run of `step` numbers that many times."""
    if not step or count < 1:
        return []
    if step == len(flat):
        return flat * count
    return [
        number
        for start in range(0, len(flat), step)
        for number in flat[start : start + step] * count
    ]


def repeat(a: Any, repeats: Any, axis: Any = None) -> Any:
    """Each element (or slice along `axis`) several times, one after the other."""
    a = asarray(a)
    flat, shape = values(a), a.shape
    if axis is None:
        shape, axis = (a.size,), 0
    axis = axis_of(axis, len(shape))
    n, inner = shape[axis], math.prod(shape[axis + 1 :])
    counts = values(asarray(repeats))
    if len(counts) == 1:
        if n and counts[0] < 0:
            raise ValueError("negative dimensions are not allowed")
        counts *= n
    if len(counts) != n:
        text = f"operands could not be broadcast together with shape ({n},) ({len(counts)},)"
        raise ValueError(text)
    if any(count < 0 for count in counts):
        raise ValueError("repeats may not contain negative values.")
    afford((*shape[:axis], sum(counts), *shape[axis + 1 :]), a.dtype)
    made: list[Any] = []
    for outer in range(math.prod(shape[:axis])):
        for i, count in enumerate(counts):
            start = (outer * n + i) * inner
            made += flat[start : start + inner] * count
    return build(made, (*shape[:axis], sum(counts), *shape[axis + 1 :]), a.dtype)
