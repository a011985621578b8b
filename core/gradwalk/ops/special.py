"""Special functions that the array module lacks, computed in double and rounded.

Each works on arrays of any shape; results have the dtype of the argument.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gradwalk.array import xp

_ASYMPTOTIC = 6.0  # from here on the series for digamma and its derivatives is exact enough
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)


def _each(function: Callable[[float], float], array: Any) -> Any:
    numbers = [function(value) for value in xp.ravel(array).tolist()]
    result = xp.array(numbers, dtype=array.dtype).reshape(xp.shape(array))
    return result if result.ndim else result[()]


def erf(array: Any) -> Any:
    """The error function."""
    return _each(math.erf, array)


def erfc(array: Any) -> Any:
    """One minus the error function."""
    return _each(math.erfc, array)


def lgamma(array: Any) -> Any:
    """The logarithm of the absolute value of the gamma function."""
    return _each(_lgamma, array)


def _lgamma(x: float) -> float:
    if math.isinf(x) or (x <= 0 and x == int(x)):
        return math.inf
    return math.lgamma(x)


def erfinv(array: Any) -> Any:
    """The inverse of the error function."""
    return _each(_erfinv, array)


def _erfinv(y: float) -> float:
    if math.isnan(y) or abs(y) > 1:
        return math.nan
    if abs(y) == 1:
        return math.copysign(math.inf, y)
    w = math.log((1 - y) * (1 + y))
    head = 2 / (math.pi * 0.147) + w / 2
    x = math.copysign(math.sqrt(math.sqrt(head * head - w / 0.147) - head), y)  # Winitzki
    for _ in range(4):  # Newton's steps from a start good to three digits
        slope = 2 / math.sqrt(math.pi) * math.exp(-x * x)
        if slope == 0:
            break
        x -= (math.erf(x) - y) / slope
    return x


def digamma(array: Any) -> Any:
    """The derivative of lgamma."""
    return _each(_digamma, array)


def _digamma(x: float) -> float:
    if x == 0:
        return math.copysign(math.inf, -x)
    if x < 0:
        if x == int(x):
            return math.nan
        return _digamma(1 - x) - math.pi / math.tan(math.pi * x)
    total = 0.0
    while x < _ASYMPTOTIC:
        total -= 1 / x
        x += 1
    tail = sum(b / (2 * k * x ** (2 * k)) for k, b in enumerate(_BERNOULLI, 1))
    return total + math.log(x) - 1 / (2 * x) - tail


def polygamma(n: int, array: Any) -> Any:
    """The n-th derivative of digamma, for positive arguments."""
    if n == 0:
        return digamma(array)
    return _each(lambda x: _polygamma(n, x), array)


def _polygamma(n: int, x: float) -> float:
    sign = 1.0 if n % 2 else -1.0
    total = 0.0
    while x < _ASYMPTOTIC + n:
        total += math.factorial(n) / x ** (n + 1)
        x += 1
    total += math.factorial(n - 1) / x**n + math.factorial(n) / (2 * x ** (n + 1))
    for k, b in enumerate(_BERNOULLI, 1):
        total += b * math.factorial(2 * k + n - 1) / (math.factorial(2 * k) * x ** (2 * k + n))
    return sign * total
