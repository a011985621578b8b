"""Sums of rows as in summing.py, of ndlist's arrays: number by number, each rounded."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from struct import pack, unpack
from typing import Any

from gradwalk.array import xp

Add = Callable[[float, float], float]
Rows = Sequence[Sequence[float]]


def side_by_side(array: Any, order: dict[int, tuple[int, ...]]) -> Any:
    """The sums of rows (lead, n); `order` is that of a few numbers, by how many they are."""
    add, lanes = operator.add if array.itemsize == 8 else _single, 32 // array.itemsize
    sums = []
    for row in array.tolist():
        whole = len(row) // lanes * lanes
        rest = row[whole:] if whole else [row[i] for i in order.get(len(row), range(len(row)))]
        lines = [row[i : i + lanes] for i in range(0, whole, lanes)]
        sums.append(reduce(add, rest + (_in_fours(add, lines) if lines else []), 0.0))
    return xp.array(sums, dtype=array.dtype)


def _single(a: float, b: float) -> float:
    try:
        return float(unpack("f", pack("f", a + b))[0])
    except OverflowError:
        return a + b


def _in_fours(add: Add, rows: Rows) -> list[float]:
    whole = len(rows) // 4 * 4
    if not whole:
        return _in_turn(add, rows)
    first, *others = (_in_turn(add, rows[j:whole:4]) for j in range(4))
    return _in_turn(add, [first, *rows[whole:], *others])


def _in_turn(add: Add, rows: Rows) -> list[float]:
    return [reduce(add, column, 0.0) for column in zip(*rows, strict=True)]
