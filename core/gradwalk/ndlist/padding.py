"""pad: an array with more on its sides."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gradwalk.ndlist.base import afford, build, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.memory import convert

_PLACES: dict[
    str, Callable[[int, int], int]
] = {  # where in an axis of n elements the element i comes from, for i beyond it too
    "edge": lambda i, n: min(max(i, 0), n - 1),
    "wrap": lambda i, n: i % n,
    "symmetric": lambda i, n: _folded(i, 2 * n),
    "reflect": lambda i, n: abs((i + n - 1) % (2 * n - 2) - (n - 1)) if n > 1 else 0,
}


def _folded(i: int, period: int) -> int:
    i %= period
    return min(i, period - 1 - i)


def _pairs(given: Any, ndim: int) -> list[list[Any]]:
    """(before, after) for each axis, from one number, a pair, or a pair for each."""
    given = asarray(given)
    flat = values(given)
    if given.size == 1:
        return [flat * 2] * ndim
    if given.size == 2 and given.shape != (2, 1):
        return [flat] * ndim
    if given.shape == (2, 1) and ndim == 2:
        return [[each, each] for each in flat]
    if given.shape != (ndim, 2):
        raise ValueError(
            "operands could not be broadcast together with remapped shapes [original->remapped]: "
            f"{str(given.shape).replace(' ', '')}  and requested shape ({ndim},2)"
        )
    return [flat[2 * i : 2 * i + 2] for i in range(ndim)]


def _widths(pad_width: Any, ndim: int) -> list[list[int]]:
    if isinstance(pad_width, dict):
        found = [[0, 0] for _ in range(ndim)]
        for axis, width in pad_width.items():
            found[axis] = [width, width] if isinstance(width, int) else list(width)
        return found
    given = asarray(pad_width)
    if given.dtype.kind not in "iu":
        raise TypeError("`pad_width` must be of integral type.")
    found = _pairs(given, ndim)
    if any(width < 0 for pair in found for width in pair):
        raise ValueError("index can't contain negative values")
    return found


def pad(array: Any, pad_width: Any, mode: str = "constant", *, constant_values: Any = 0) -> Any:
    """The array with `pad_width` (before, after) elements more along each axis.

    Modes: constant, edge, wrap, symmetric and reflect.
    """
    array = asarray(array)
    widths = _widths(pad_width, array.ndim)
    if mode not in ("constant", "empty", *_PLACES):
        raise ValueError(f"mode '{mode}' is not supported")
    if mode in _PLACES:
        for axis, (n, pair) in enumerate(zip(array.shape, widths, strict=True)):
            if not n and any(pair):
                raise ValueError(
                    f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
                )
    source = asarray(constant_values).dtype
    fills = [convert(pair, source, array.dtype) for pair in _pairs(constant_values, array.ndim)]
    flat, shape = values(array), list(array.shape)
    afford([n + sum(pair) for n, pair in zip(shape, widths, strict=True)], array.dtype)
    for axis, (before, after) in enumerate(widths):  # what comes last fills the corners
        if not (before or after):
            continue
        n, outer = shape[axis], math.prod(shape[:axis])
        inner = math.prod(shape[axis + 1 :])
        place = _PLACES.get(mode)
        if place is None:
            fill = fills[axis]
            ends = [fill[0]] * (before * inner), [fill[1]] * (after * inner)
            flat = _between(flat, outer, n * inner, *ends)
        else:
            sources = [place(i, n) for i in range(-before, n + after)]
            flat = _picked(flat, outer, n, inner, sources)
        shape[axis] = before + n + after
    return build(flat, tuple(shape), array.dtype)


def _between(
    flat: list[Any], outer: int, step: int, before: list[Any], after: list[Any]
) -> list[Any]:
    """Each of the runs of `step` numbers with others around it."""
    made: list[Any] = []
    for i in range(outer):
        made += before
        made += flat[i * step : (i + 1) * step]
        made += after
    return made


def _picked(flat: list[Any], outer: int, n: int, inner: int, sources: list[int]) -> list[Any]:
    """The slices of an axis in another order, some of them several times."""
    made: list[Any] = []
    for start in range(0, outer * n * inner, n * inner or 1):
        for i in sources:
            made += flat[start + i * inner : start + (i + 1) * inner]
    return made
