"""Sample inputs for entries of the table: small arrays whose numbers repeat on every machine.

A sample is a tuple of arguments. Float arrays in it become tensors that require grad; integer and
bool arrays become plain tensors; the rest is passed as it is.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import xp

Sample = tuple[Any, ...]
_GOLDEN = (5**0.5 - 1) / 2  # its multiples are spread evenly and never repeat


def numbers(*shape: int, low: float = -2.0, high: float = 2.0, start: int = 1) -> Any:
    """A float64 array of distinct numbers between low and high, in irregular order."""
    count = math.prod(shape)
    fractions = (xp.arange(start, start + count) * _GOLDEN) % 1.0
    return (low + (high - low) * fractions).reshape(shape)


def integers(*values: int) -> Any:
    """An int64 array."""
    return xp.array(values, dtype="int64")


def unary(low: float = -2.0, high: float = 2.0) -> tuple[Sample, ...]:
    """One matrix and one 0-d value between low and high."""
    return (numbers(2, 3, low=low, high=high),), (numbers(low=low, high=high, start=7),)


def binary(low: float = -2.0, high: float = 2.0) -> tuple[Sample, ...]:
    """Two operands, of one shape and broadcasting."""
    return (
        (numbers(2, 3, low=low, high=high), numbers(2, 3, start=20, low=low, high=high)),
        (numbers(2, 3, low=low, high=high), numbers(3, start=20, low=low, high=high)),
        (numbers(2, 1, low=low, high=high), numbers(1, 3, start=20, low=low, high=high)),
        (numbers(low=low, high=high), numbers(2, start=20, low=low, high=high)),
    )


UNARY = unary()
POSITIVE = unary(0.25, 3.0)
INSIDE = unary(-0.9, 0.9)
BINARY = binary()
BINARY_POSITIVE = binary(0.25, 3.0)
WHOLE = ((numbers(2, 3),), (numbers(3, start=5),))  # for reductions of all elements
ONE_DIM = ((numbers(2, 3), 1), (numbers(2, 3), 0, True))  # along one dimension
SOME_DIMS = (*ONE_DIM, (numbers(2, 3, 2), (0, 2)))  # along several
