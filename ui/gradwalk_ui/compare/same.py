"""When two values are the same: they print alike, or differ by no more than noise of floats.

Noise is a difference of at most a millionth of the largest number in the tensor, for float32.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradwalk_ui.compare.side import Row

NOISE = {"float16": 1e-3, "bfloat16": 1e-2, "float64": 1e-12, "complex128": 1e-12}  # by dtype
USUAL = 1e-6
NUMBER = re.compile(r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?")


def same_values(one: Row | None, two: Row | None) -> bool:
    """Return whether two values of a scene's table are the same."""
    if one is None or two is None:
        return one is two
    if one["shape"] != two["shape"] or one["dtype"] != two["dtype"]:
        return False
    pairs = [*zip(one["numbers"], two["numbers"], strict=False)]
    if not one["whole"]:  # what is not in the corner shows in these
        pairs += [(one[name], two[name]) for name in ("min", "max", "mean", "norm")]
    elif one["text"] == two["text"] and "…" not in one["text"]:
        return True
    sizes = [abs(number) for pair in pairs for number in pair if isinstance(number, int | float)]
    most = max(sizes, default=0) * NOISE.get(one["dtype"], USUAL)
    return all(close(left, right, most) for left, right in pairs)


def same_texts(one: str, two: str) -> bool:
    """Return whether two printed texts are the same but for noise in their numbers."""
    if one == two:
        return True
    if NUMBER.sub("#", one) != NUMBER.sub("#", two):
        return False
    pairs = zip(NUMBER.findall(one), NUMBER.findall(two), strict=True)
    return all(left == right or noisy(left, right) for left, right in pairs)


def noisy(one: str, two: str) -> bool:
    """Return whether two printed numbers differ by noise alone; whole numbers never do."""
    if not {".", "e", "E"} & {*one, *two}:
        return False
    left, right = float(one), float(two)
    return close(left, right, USUAL * max(abs(left), abs(right)))


def close(one: Any, two: Any, most: float) -> bool:
    """Return whether two numbers are no further apart; either may be none, or a word."""
    if one == two:
        return True
    if not isinstance(one, int | float) or not isinstance(two, int | float):
        return False
    return math.isfinite(one - two) and abs(one - two) <= most
