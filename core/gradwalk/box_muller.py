"""Pairs of normal numbers from pairs of uniform ones: in float64, and as PyTorch does in float32.

For 16 and more float32 numbers PyTorch's CPU kernel takes its own logarithm, sine and cosine: the
polynomials of Cephes, fused multiply-adds, each step rounded to float32. Whoever wants its last
bits has to go the same way. What is here works on floats and on NumPy's arrays of float64 alike.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import xp

_SPLIT = 2.0**29 + 1.0  # Veltkamp's factor: 53 - 29 = 24 bits remain


def _single(x: Any) -> Any:
    """A float64 number rounded to float32's 24 bits, by arithmetic alone."""
    high = x * _SPLIT
    return high - (high - x)


_LOG = [_single(each) for each in (
    7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
    -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1)]  # fmt: skip
_SINE = [_single(each) for each in (-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1)]
_COSINE = [_single(each) for each in (2.443315711809948e-5, -1.388731625493765e-3,
                                      4.166664568298827e-2)]  # fmt: skip
_ROOT_HALF = _single(math.sqrt(0.5))
_LN2 = [_single(each) for each in (-2.12194440e-4, 0.693359375)]  # in two parts
_QUARTERS = _single(4.0 / math.pi)
_QUARTER = [_single(each) for each in (-0.78515625, -2.4187564849853515625e-4,
                                       -3.77489497744594108e-8)]  # fmt: skip
_TURN = _single(2.0 * math.pi)


def _polynomial(x: Any, factors: list[float]) -> Any:
    sum_ = factors[0] + x * 0.0
    for factor in factors[1:]:
        sum_ = _single(sum_ * x + factor)
    return sum_


def _log(mantissa: Any, exponent: Any) -> Any:
    low = mantissa < _ROOT_HALF
    exponent = exponent - 1.0 * low
    x = mantissa - 1.0 + mantissa * low
    square = _single(x * x)
    y = _single(_polynomial(x, _LOG) * x)
    y = _single(y * square + _single(exponent * _LN2[0]))
    y = _single(y - square * 0.5)
    return _single(exponent * _LN2[1] + _single(x + y))


def _sine_cosine(x: Any) -> tuple[Any, Any]:
    """Sine and cosine of an angle of the first turn."""
    eighth = _single(x * _QUARTERS) // 1.0 + 1.0
    eighth = eighth - eighth % 2.0  # the even one that is nearest
    for part in _QUARTER:
        x = _single(eighth * part + x)
    square = _single(x * x)
    y = _single(_polynomial(square, _COSINE) * square)
    cosine = _single(_single(y * square - square * 0.5) + 1.0)
    y = _single(_polynomial(square, _SINE) * square)
    sine = _single(y * x + x)
    swap = eighth % 4.0 * 0.5
    keep = 1.0 - swap
    below = 1.0 - 2.0 * ((eighth >= 4.0) & (eighth < 8.0))  # the half turn where sines are negative
    left = 1.0 - 2.0 * ((eighth >= 2.0) & (eighth < 6.0))
    return below * (swap * cosine + keep * sine), left * (swap * sine + keep * cosine)


def single(first: Any, second: Any) -> tuple[Any, Any]:
    """The normal numbers of two uniform ones (floats, or arrays of them), as float32."""
    mantissa, exponent = (math if isinstance(first, float) else xp).frexp(1.0 - first)
    radius = _single((-2.0 * _log(mantissa, exponent)) ** 0.5)
    sine, cosine = _sine_cosine(_single(_TURN * second))
    return _single(radius * cosine), _single(radius * sine)


def double(first: float, second: float) -> tuple[float, float]:
    """The normal numbers of two uniform ones, in float64."""
    radius = math.sqrt(-2.0 * math.log(1.0 - first))
    theta = 2.0 * math.pi * second
    return radius * math.cos(theta), radius * math.sin(theta)
