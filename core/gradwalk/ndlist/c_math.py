"""Functions of single numbers, with the values that C gives where Python raises.

The factories make rules of `math`'s functions; the rest is what `math` and `operator` have not.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterable
from struct import pack, unpack
from typing import Any

from gradwalk.ndlist.folding import Rule

INF = math.inf
NAN = math.nan


# --- arithmetic -----------------------------------------------------------------------------------
def total(numbers: list[float]) -> float:
    return sum(numbers, 0.0)


def divide(a: float, b: float) -> float:
    if b:
        return a / b
    if a == 0 or a != a:
        return NAN
    return math.copysign(INF, a) * math.copysign(1.0, b)


def complex_divide(a: complex, b: complex) -> complex:
    return a / b if b else complex(divide(a.real, 0.0), divide(a.imag, 0.0))


def integer_quotient(a: int, b: int) -> int:
    return a // b if b else 0


def floored(a: float, b: float) -> float:
    return a // b if b else divide(a, b)


def integer_rest(a: int, b: int) -> int:
    return a % b if b else 0


def cut_rest(a: int, b: int) -> int:
    """The remainder with the sign of the dividend."""
    rest = abs(a) % abs(b) if b else 0
    return -rest if a < 0 else rest


def safe_fmod(a: float, b: float) -> float:
    try:
        return math.fmod(a, b)
    except ValueError:
        return NAN


def rest(a: float, b: float) -> float:
    return a % b if b else NAN


def integer_power(a: int, b: int) -> int:
    if b < 0:
        raise ValueError("Integers to negative integer powers are not allowed.")
    return a**b if b < 64 else pow(a, b, 1 << 64)


def power(a: float, b: float) -> float:
    try:
        return math.pow(a, b)
    except OverflowError:
        return -INF if a < 0 and b % 2 == 1 else INF
    except ValueError:
        if a == 0:  # to a negative power
            return math.copysign(INF, a) if b % 2 == 1 else INF
        return NAN


def complex_power(a: complex, b: complex) -> complex:
    try:
        return a**b
    except ZeroDivisionError:
        return complex(NAN, NAN)


def larger(a: Any, b: Any) -> Any:
    return a if a > b or a != a else b  # of -0.0 and 0.0 the second, as in NumPy's vector loops


def smaller(a: Any, b: Any) -> Any:
    return a if a < b or a != a else b


def each_larger(xs: Iterable[Any], ys: Iterable[Any]) -> list[Any]:
    return [a if a > b or a != a else b for a, b in zip(xs, ys, strict=False)]


def each_smaller(xs: Iterable[Any], ys: Iterable[Any]) -> list[Any]:
    return [a if a < b or a != a else b for a, b in zip(xs, ys, strict=False)]


def most(numbers: list[float]) -> float:
    """The largest; not-a-number if there is one. A sum finds out quickly."""
    total = sum(numbers)
    if total != total and any(map(math.isnan, numbers)):
        return NAN
    return max(numbers)


def least(numbers: list[float]) -> float:
    total = sum(numbers)
    if total != total and any(map(math.isnan, numbers)):
        return NAN
    return min(numbers)


def order(z: complex) -> tuple[float, float]:
    return z.real, z.imag


def complex_larger(a: complex, b: complex) -> complex:
    return a if a != a or (b == b and order(a) >= order(b)) else b


def complex_smaller(a: complex, b: complex) -> complex:
    return a if a != a or (b == b and order(a) <= order(b)) else b


def ignoring(pick: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """fmax and fmin: the other number, where one is none."""

    def one(a: Any, b: Any) -> Any:
        return b if a != a else a if b != b else pick(a, b)

    return one


def hypot(a: float, b: float) -> float:
    return math.hypot(a, b)


def log_sum(a: float, b: float) -> float:
    """log(exp(a) + exp(b))."""
    if a == b:
        return a + math.log(2.0)
    if a != a or b != b:
        return NAN
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high))


def log2_sum(a: float, b: float) -> float:
    if a == b:
        return a + 1.0
    if a != a or b != b:
        return NAN
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(2.0 ** (low - high)) / math.log(2.0)


def step(a: float, b: float) -> float:
    if a != a:
        return a
    return b if a == 0 else float(a > 0)


def sign(a: float) -> float:
    return a if a != a else float((a > 0) - (a < 0))


def complex_sign(z: complex) -> complex:
    return z / abs(z) if z else 0j


# --- functions of one number ----------------------------------------------------------------------
def exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return INF


def logarithm(function: Callable[[float], float], pole: float = 0.0) -> Rule:
    def safe(x: float) -> float:
        if x > pole or x != x:
            return function(x)
        return -INF if x == pole else NAN

    return Rule(function, safe)


def within(function: Callable[[float], float]) -> Rule:
    """Not a number outside of where the function is defined."""

    def safe(x: float) -> float:
        try:
            return function(x)
        except ValueError:
            return NAN

    return Rule(function, safe)


def growing(function: Callable[[float], float], odd: bool = False) -> Rule:
    """Infinite where it overflows."""

    def safe(x: float) -> float:
        try:
            return function(x)
        except OverflowError:
            return -INF if odd and x < 0 else INF

    return Rule(function, safe)


def safe_arctanh(x: float) -> float:
    if abs(x) == 1:
        return math.copysign(INF, x)
    return math.atanh(x) if abs(x) < 1 else NAN


def rounding(function: Callable[[float], int]) -> Rule:
    """The sign of zero and what is not finite stay."""

    def one(x: float) -> float:
        return math.copysign(function(x), x)

    def safe(x: float) -> float:
        return one(x) if math.isfinite(x) else x

    return Rule(one, safe)


def safe_reciprocal(x: float) -> float:
    return divide(1.0, x)


def of_complex(function: Callable[[complex], complex]) -> Rule:
    def safe(z: complex) -> complex:
        try:
            return function(z)
        except (ValueError, OverflowError, ZeroDivisionError):
            if function in (cmath.log, cmath.log10) and z == 0:
                return complex(-INF, 0.0)
            return complex(NAN, NAN)

    return Rule(function, safe)


def expm1(z: complex) -> complex:
    return cmath.exp(z) - 1


def log1p(z: complex) -> complex:
    return cmath.log(1 + z)


def log2(z: complex) -> complex:
    return cmath.log(z) / math.log(2.0)


def square(x: Any) -> Any:
    return x * x


def rounded(x: float) -> float:
    return math.copysign(round(x), x) if math.isfinite(x) else x


def neighbour(code: str, bits: str) -> Callable[[float, float], float]:
    """`math.nextafter` of shorter floats, by struct's codes of them and of integers as wide."""

    def step(a: float, b: float) -> float:
        if a == b or a != a or b != b:
            return b if a == b else NAN
        if not a:
            return math.copysign(unpack(code, pack(bits, 1))[0], b)
        (number,) = unpack(bits, pack(code, a))
        away = 1 if (a < b) == (a > 0) else -1  # from 0, which is one more in the bits
        return float(unpack(code, pack(bits, number + away))[0])

    return step
