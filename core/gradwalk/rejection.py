"""Random numbers that are drawn until they fit: gamma and Poisson.

The same numbers as PyTorch's: its methods, with its constants, in the order in which it draws
(aten/src/ATen/native/Distributions.h and Distributions.cpp).
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, floor, inf, lgamma, log, sqrt
from typing import Any

from gradwalk.array import xp
from gradwalk.random import Generator, default_generator

_THIRD, _SQUEEZE = float(xp.float32(1 / 3)), float(xp.float32(0.0331))  # floats there


def drawn(
    one: Callable[..., float], generator: Generator | None, kind: Any, *parameters: Any
) -> Any:
    """An array of dtype `kind` of numbers that `one` draws, for each element of the parameters."""
    source = generator or default_generator
    rows = zip(*(each.reshape(-1).tolist() for each in parameters), strict=True)
    values = [one(source, *row) for row in rows]
    return xp.array(values, dtype=kind).reshape(parameters[0].shape)


def _uniform(source: Generator) -> float:
    return source.uniform(1, double=True)[0]


def gamma(source: Generator, alpha: float) -> float:
    """A standard gamma number (Marsaglia and Tsang, 2000)."""
    scale = 1.0
    if alpha < 1:
        if alpha == 0:
            return 0.0
        scale = (1 - _uniform(source)) ** (1 / alpha)
        alpha += 1
    d = alpha - _THIRD
    c = 1 / sqrt(9 * d)
    while True:
        y = 0.0
        while y <= 0:
            x = source.one_normal()
            y = 1 + c * x
        v, u, xx = y * y * y, 1 - _uniform(source), x * x
        if u < 1 - _SQUEEZE * xx * xx or log(u) < 0.5 * xx + d * (1 - v + log(v)):
            return scale * d * v


def poisson(source: Generator, rate: float) -> float:
    """A number of rare events: by their times (Knuth), or by rejection (Hoermann, 1993)."""
    if not rate >= 0:
        raise RuntimeError("invalid Poisson rate, expected rate to be non-negative")
    if rate == inf:
        return -(2.0**63)  # what C++ makes of infinity as a whole number
    if rate < 10:
        limit, count, product = exp(-rate), 0, 1.0
        while rate:
            product *= _uniform(source)
            if product <= limit:
                break
            count += 1
        return count
    b = 0.931 + 2.53 * sqrt(rate)
    a, alpha, v_r = -0.059 + 0.02483 * b, 1.1239 + 1.1328 / (b - 3.4), 0.9277 - 3.6224 / (b - 2)
    while True:
        u, v = _uniform(source) - 0.5, _uniform(source)
        us = 0.5 - abs(u)
        k = floor((2 * a / us + b) * u + rate + 0.43)
        if us >= 0.07 and v <= v_r:
            return k
        if k < 0 or (us < 0.013 and v > us):
            continue
        if log(v) + log(alpha) - log(a / (us * us) + b) <= -rate + k * log(rate) - lgamma(k + 1):
            return k
