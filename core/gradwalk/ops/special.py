"""Special functions that the array module lacks, computed in double and rounded.

Each works on arrays of any shape; results have the dtype of the argument, of integers the default.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gradwalk.array import xp
from gradwalk.dtypes import get_default_dtype

_ASYMPTOTIC = 6.0  # from here on the series for digamma and its derivatives is exact enough
_BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)


def _each(function: Callable[[float], float], array: Any) -> Any:
    numbers = [function(value) for value in xp.ravel(array).tolist()]
    kind = array.dtype if array.dtype.kind == "f" else get_default_dtype().array
    result = xp.array(numbers, dtype=kind).reshape(xp.shape(array))
    return result if result.ndim else result[()]


def _pairs(function: Callable[[float, float], float], first: Any, second: Any) -> Any:
    """Of two arrays, or of one and a number, broadcast."""
    kind = getattr(first, "dtype", None) or second.dtype
    left, right = xp.broadcast_arrays(xp.asarray(first), xp.asarray(second))
    pairs = zip(xp.ravel(left).tolist(), xp.ravel(right).tolist(), strict=True)
    result = xp.array([function(*pair) for pair in pairs], dtype=kind).reshape(left.shape)
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
    """The n-th derivative of digamma."""
    if n == 0:
        return digamma(array)
    factor = (-1) ** (n + 1) * math.factorial(n)
    return _each(lambda x: factor * _zeta(n + 1, x), array)


def zeta(s: Any, q: Any) -> Any:
    """The Hurwitz zeta function: the sum of (k + q)**-s over all k from 0 on."""
    return _pairs(_zeta, s, q)


def _zeta(s: float, q: float) -> float:
    """By Euler and Maclaurin's sum."""
    if s == 1 or (s > 1 and q <= 0 and q % 1 == 0):
        return math.inf
    if not (s > 1 and (q > 0 or s % 1 == 0)):
        return math.nan
    total: float = 0.0
    while q < _ASYMPTOTIC + 4 + s:
        term = _over(q, s)
        total, q = total + term, q + 1
        if q > 1 and term <= 1e-18 * total:
            return total
    factor = s / q
    total += q ** (1 - s) / (s - 1) + q**-s / 2
    for k, b in enumerate(_BERNOULLI, 1):
        total += b / math.factorial(2 * k) * factor * q**-s
        factor *= (s + 2 * k - 1) * (s + 2 * k) / (q * q)
    return total


def _over(q: float, s: float) -> float:
    """q**-s, infinite where that is too large."""
    try:
        return math.pow(q, -s)
    except (OverflowError, ValueError):
        return math.inf if q >= 0 or s % 2 == 0 else -math.inf


def igamma(a: Any, x: Any) -> Any:
    """The lower incomplete gamma function, as a part of the whole."""
    return _pairs(lambda a, x: _incomplete(a, x)[0], a, x)


def igammac(a: Any, x: Any) -> Any:
    """The upper incomplete gamma function, as a part of the whole."""
    return _pairs(lambda a, x: _incomplete(a, x)[1], a, x)


def _incomplete(a: float, x: float) -> tuple[float, float]:
    """The lower and the upper part; the smaller one is computed, by series or continued fraction.

    Abramowitz and Stegun 6.5.29 and 6.5.31.
    """
    if not (a >= 0 and x >= 0) or (a == x and a in (0, math.inf)):
        return math.nan, math.nan
    if 0 in (a, x) or math.inf in (a, x):
        return (0.0, 1.0) if x == 0 or a == math.inf else (1.0, 0.0)
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > 1e-17 * total:
            n += 1
            term *= x / n
            total += term
        return front * total, 1 - front * total
    b = x + 1 - a
    c, d = math.inf, 1 / b  # Lentz's way
    fraction, i, change = d, 0, 0.0
    while abs(change - 1) > 1e-16 and i < 10_000:
        i += 1
        b += 2
        step = i * (a - i)
        d, c = 1 / (step * d + b), b + step / c
        change = c * d
        fraction *= change
    return 1 - front * fraction, front * fraction


def entr(array: Any) -> Any:
    """-x log(x), 0 at 0 and -inf below."""
    return _each(_entr, array)


def _entr(x: float) -> float:
    if x > 0:
        return -x * math.log(x)
    return -math.inf if x < 0 else x


def erfcx(array: Any) -> Any:
    """exp(x**2) * erfc(x)."""
    return _each(_erfcx, array)


def _erfcx(x: float) -> float:
    if x < 5:
        return math.exp(x * x) * math.erfc(x) if x > -26.6 else math.inf
    fraction = x
    for k in range(60, 0, -1):  # Abramowitz and Stegun 7.1.14
        fraction = x + k / 2 / fraction
    return 1 / (math.sqrt(math.pi) * fraction) if x > 0 else x


def log_ndtr(array: Any) -> Any:
    """The logarithm of the standard normal distribution function."""
    return _each(_log_ndtr, array)


def _log_ndtr(x: float) -> float:
    t = x * math.sqrt(0.5)
    if x < -1:
        return math.log(_erfcx(-t) / 2) - t * t if x > -math.inf else x
    return math.log1p(-math.erfc(t) / 2)


def ndtri(array: Any) -> Any:
    """The inverse of the standard normal distribution function."""
    return _each(_ndtri, array)


def _ndtri(p: float) -> float:
    if not 0 < p < 1:
        return {0.0: -math.inf, 1.0: math.inf}.get(p, math.nan)
    if p >= 0.5:
        return -_ndtri(1 - p) if p > 0.5 else 0.0
    x = -math.sqrt(-2 * math.log(p))  # left of it: Newton's steps on a concave function stay there
    for _ in range(9):
        x -= (_log_ndtr(x) - math.log(p)) * _erfcx(-x * math.sqrt(0.5)) * math.sqrt(math.pi / 2)
    return x


def bessel(array: Any, order: int, *, scaled: bool = False) -> Any:
    """The modified Bessel function I of order 0 or 1; scaled, times exp(-abs(x))."""

    def value(x: float) -> float:
        y = abs(x)
        sign = -1.0 if order and x < 0 else 1.0
        grown = 1.0 if scaled else math.exp(y) if y < 709.7 else math.inf
        return sign * _bessel_e(order, y) * grown

    return _each(value, array)


def _bessel_e(order: int, x: float) -> float:
    """exp(-x) I(x) for x >= 0: Abramowitz and Stegun 9.6.10, from 25 on 9.7.1."""
    if math.isnan(x):
        return x
    k, total = 0, 0.0
    term = 1.0 if x > 25 else math.exp(-x) * (x / 2) ** order
    while abs(term) > 1e-17 * total:
        total += term
        k += 1
        if x > 25:
            term *= ((2 * k - 1) ** 2 - 4 * order) / (8 * k * x)
        else:
            term *= x * x / 4 / (k * (k + order))
    return total / math.sqrt(2 * math.pi * x) if x > 25 else total
