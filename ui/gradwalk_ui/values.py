"""Tensor values as the page shows them: the scene's shared table and a short text for each.

JSON knows no NaN and no infinity, so they travel as "nan", "inf" and "-inf".
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gradwalk.trace.events import Value

WIDEST = 30  # characters of a short text
FULL = 4  # decimals, as PyTorch prints


class Values:
    """The table of values; each different value is in it once."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self._index: dict[Value, int] = {}

    def add(self, value: Value | None) -> int | None:
        """Return the value's place in the table, None for None."""
        if value is None:
            return None
        if value not in self._index:
            self._index[value] = len(self.rows)
            self.rows.append(row(value))
        return self._index[value]


def row(value: Value) -> dict[str, Any]:
    """Return the value as the scene's JSON has it."""
    return {
        "text": short(value),
        "shape": list(value.shape),
        "dtype": value.dtype,
        "numbers": [plain(number) for number in value.numbers],
        "corner": list(value.corner),
        "min": plain(value.low),
        "max": plain(value.high),
        "mean": plain(value.mean),
        "norm": plain(value.norm),
        "whole": value.whole,
    }


def plain(number: float | None) -> float | str | None:
    """Return the number as JSON can hold it."""
    if number is None or math.isfinite(number):
        return number
    return "nan" if math.isnan(number) else "inf" if number > 0 else "-inf"


@lru_cache(maxsize=8192)
def short(value: Value) -> str:
    """Return the content in one line of at most WIDEST characters, or so."""
    words = texts(value)
    text = ""
    for most in (len(words), 4, 3, 2, 1):
        text = nested(iter(words), value.shape, value.corner, most)
        if len(text) <= WIDEST:
            break
    return text


def texts(value: Value) -> list[str]:
    """Return each number's text; all of a value have the same decimals, as in PyTorch."""
    numbers = value.numbers
    if value.dtype == "bool":
        return [str(bool(number)) for number in numbers]
    finite = [abs(number) for number in numbers if math.isfinite(number)]
    largest = max(finite, default=0.0)
    smallest = min((number for number in finite if number), default=1.0)
    if all(number == int(number) for number in finite) and largest < 1e7:
        return [f"{number:.0f}" for number in numbers]
    if largest >= 1e5 or smallest < 1e-4:
        return [f"{number:.3g}" for number in numbers]
    return [f"{number:.{FULL}f}" for number in numbers]


def nested(words: Iterator[str], shape: Sequence[int], corner: Sequence[int], most: int) -> str:
    """Return `words` in brackets by shape, at most `most` in a row and "…" for the rest."""
    if not shape:
        return next(words, "…")
    if not corner or len(corner) < len(shape):
        return "[…]"
    size = math.prod(corner[1:])
    parts = []
    for _ in range(min(corner[0], most)):
        inner = islice(words, size)
        parts.append(nested(inner, shape[1:], corner[1:], most))
        for _ in inner:  # what the inner brackets left out
            pass
    if len(parts) < shape[0]:
        parts.append("…")
    return f"[{', '.join(parts)}]"
