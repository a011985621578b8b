"""Which way a result lies in memory: as NumPy's "K" order, the axes as the operands have them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from gradwalk.ndlist.base import ArrayBase, Shape, around, contiguous, look, raw, steps_of


def layout(operands: Sequence[Any], shape: Shape) -> Shape | None:
    """The axes from the longest step to the shortest; None for C order.

    The steps of all operands, broadcast to the shape, decide; where they disagree, C order does
    (the insertion sort of NumPy's nditer).
    """
    if len(shape) < 2:
        return None
    arrays = [each for each in operands if isinstance(each, ArrayBase)]
    for each in arrays:
        if each._steps is not None:
            return _order(shape, *[(each.shape, steps_of(each)) for each in arrays])
    return None


@lru_cache(maxsize=4096)
def _order(shape: Shape, *arrays: tuple[Shape, Shape]) -> Shape | None:
    steps = [_moves(*each, len(shape)) for each in arrays]
    order: list[int] = []  # from the shortest step
    for axis in reversed(range(len(shape))):
        place = at = len(order)
        while at:
            at -= 1
            shorter = _shorter(steps, axis, order[at])
            if shorter is False:
                break
            if shorter:
                place = at
        order.insert(place, axis)
    found = tuple(reversed(order))
    return None if found == tuple(range(len(shape))) else found


def _moves(shape: Shape, steps: Shape, ndim: int) -> list[int]:
    """The lengths of an array's steps, 0 where it is broadcast."""
    lead = [0] * (ndim - len(shape))
    pairs = zip(shape, steps, strict=True)
    return lead + [0 if n == 1 else abs(step) for n, step in pairs]


def _shorter(steps: list[list[int]], axis: int, other: int) -> bool | None:
    """Whether one axis has shorter steps than another; None if no operand moves along both."""
    found: bool | None = None
    for each in steps:
        if each[axis] and each[other]:
            if each[other] <= each[axis]:
                found = False
            elif found is None:
                found = True
    return found


def turned(array: Any, order: Shape) -> Any:
    """A view with the axes in that order."""
    steps = steps_of(array)
    shape = tuple([array.shape[i] for i in order])
    return look(array, array._offset, shape, tuple([steps[i] for i in order]))


def turn_back(made: Any, order: Shape) -> Any:
    """A fresh array whose axes are in that order, with its axes in their places again."""
    shape, steps = list(made.shape), list(made.shape)
    pairs = zip(order, made.shape, contiguous(made.shape), strict=True)
    for axis, length, step in pairs:
        shape[axis], steps[axis] = length, step
    seen = look(made, 0, tuple(shape), tuple(steps))
    made.shape, made._steps = seen.shape, seen._steps
    return made


def laid_out(made: Any, source: Any, gone: Sequence[int]) -> Any:
    """A reduction's result, its axes in memory as those of its source that are not gone."""
    order = layout([source], source.shape)
    if order is None or len(made.shape) < 2:
        return made
    rest = [axis for axis in order if axis not in gone]
    ranks = tuple([sorted(rest).index(axis) for axis in rest])
    if ranks == tuple(range(len(ranks))):
        return made
    fresh = around(raw(turned(made, ranks)), tuple([made.shape[i] for i in ranks]), made.dtype)
    return turn_back(fresh, ranks)
