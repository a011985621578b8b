"""Lanes: the rows of numbers along one axis, which sort, cumsum and their like work on.

A flat list in C order is (outer, n, inner) numbers; a lane is one slice of it with step `inner`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from gradwalk.ndlist.base import Shape


def lanes(flat: list[Any], shape: Shape, axis: int) -> list[list[Any]]:
    """The lists of numbers along an axis, in C order of the other axes."""
    inner = math.prod(shape[axis + 1 :])
    step = shape[axis] * inner
    if not step:
        return [[] for _ in range(math.prod(shape[:axis]) * inner)]
    return [
        flat[start + i : start + step : inner]
        for start in range(0, len(flat), step)
        for i in range(inner)
    ]


def woven(rows: Sequence[Sequence[Any]], shape: Shape, axis: int) -> list[Any]:
    """The flat list in C order whose lanes along an axis these are; `shape` is the result's."""
    inner = math.prod(shape[axis + 1 :])
    step = shape[axis] * inner
    if inner == 1:
        return [number for row in rows for number in row]
    flat: list[Any] = [None] * (math.prod(shape[:axis]) * step)
    for place, row in enumerate(rows):
        outer, i = divmod(place, inner)
        flat[outer * step + i : (outer + 1) * step : inner] = row
    return flat
