"""Where two observations of a program differ, numbers up to rounding."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "expressions"))
from expressions import near

sys.path.pop(0)

CLOSE = 1e-4  # of the largest number in a tensor


@dataclass
class Difference:
    """The first statement at which two runs differ, and in what."""

    place: int  # of the statement; the number of statements stands for the last look
    path: str  # as "error", "state.t3.values"
    wanted: Any
    got: Any

    @property
    def kind(self) -> str:
        """What differs, whatever the variables and their numbers are."""
        field = self.path.rpartition(".")[2]
        if field in ("error", "printed"):
            field += " ".join(
                re.sub(r"[-\d.'\"]+|\bt\d", "#", str(each))[:40] for each in (self.wanted, self.got)
            )
        return field


def first(wanted: list[dict[str, Any]], got: list[dict[str, Any]]) -> Difference | None:
    """The first difference; None where there is none."""
    for place, (one, other) in enumerate(zip(wanted, got, strict=True)):
        for path, a, b in differing(one, other):
            return Difference(place, path, a, b)
    return None


def differing(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The paths at which two observations differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({**one, **other}, key=lambda each: each != "error"):
            inner = f"{path}.{key}" if path else key
            if key == "values":
                if not close(one.get(key), other.get(key)):
                    yield inner, one.get(key), other.get(key)
            elif key == "warnings" or key not in one or key not in other:
                if one.get(key) != other.get(key):
                    yield inner, one.get(key), other.get(key)
            else:
                yield from differing(one[key], other[key], inner)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for i, (a, b) in enumerate(zip(one, other, strict=True)):
            if isinstance(a, dict):
                yield from differing(a, b, f"{path}[{i}]")
            elif a != b:
                yield path, one, other
                return
    elif one != other and not near(one, other):
        yield path, one, other


def close(one: Any, other: Any) -> bool:
    """Whether two nested lists hold the same numbers, up to rounding."""
    if one == other:
        return True
    a, b = flat(one), flat(other)
    if len(a) != len(b):
        return False
    finite = [abs(x) for x in a if isinstance(x, (int, float)) and math.isfinite(x)]
    room = CLOSE * max(1e-2, *finite, 1e-2)
    return all(_close(x, y, room) for x, y in zip(a, b, strict=True))


def _close(one: Any, other: Any, room: float) -> bool:
    if type(one) is not type(other):
        return False
    if one == other or (one != one and other != other):  # noqa: PLR0124 - nan
        return True
    return not isinstance(one, bool) and abs(one - other) <= room


def flat(values: Any) -> list[Any]:
    """The numbers of a nested list."""
    if not isinstance(values, list):
        return [values]
    return [x for each in values for x in flat(each)]
