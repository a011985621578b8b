"""Comparing whole arrays: isclose, allclose, array_equal; and nan_to_num."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.ndlist.base import build, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import dtype, real_of, result_type
from gradwalk.ndlist.elementwise import abs as _abs
from gradwalk.ndlist.elementwise import equal, isfinite, isnan, less_equal

# The largest finite numbers of the float dtypes.
_LARGEST = {
    "float16": 65504.0,
    "float32": (2 - 2**-23) * 2.0**127,
    "float64": 1.7976931348623157e308,
}


def _shown(value: Any) -> Any:
    return value if isinstance(value, (bool, int, float, complex)) else asarray(value)


def isclose(
    a: Any, b: Any, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> Any:
    """Where |a - b| <= atol + rtol |b|; what is infinite is only close to itself."""
    x, y = _shown(a), _shown(b)
    if (y.dtype.kind if hasattr(y, "dtype") else dtype(type(y)).kind) not in "fc":
        y = y.astype(result_type(y, 1.0)) if hasattr(y, "dtype") else float(y)
    close = less_equal(_abs(x - y), atol + rtol * _abs(y)) & isfinite(y) | equal(x, y)
    if equal_nan:
        close = close | isnan(x) & isnan(y)
    return close


def allclose(
    a: Any, b: Any, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> bool:
    """Whether all elements are close."""
    return bool(asarray(isclose(a, b, rtol, atol, equal_nan)).all())


def array_equal(a1: Any, a2: Any, equal_nan: bool = False) -> bool:
    """Whether two arrays have the same shape and elements."""
    a1, a2 = asarray(a1), asarray(a2)
    if a1.shape != a2.shape:
        return False
    pairs = zip(values(a1), values(a2), strict=True)
    if equal_nan:
        return all(x == y or (x != x and y != y) for x, y in pairs)
    return all(x == y for x, y in pairs)


def nan_to_num(
    x: Any, copy: bool = True, nan: float = 0.0, posinf: Any = None, neginf: Any = None
) -> Any:
    """Numbers in place of nan and of the infinities (unless told, the largest ones there are)."""
    given = asarray(x)
    kind = real_of(given.dtype)
    flat = values(given)
    if kind.kind == "f":
        largest = _LARGEST[kind.name]
        instead = {
            math.inf: largest if posinf is None else posinf,
            -math.inf: -largest if neginf is None else neginf,
        }

        def number(value: float) -> float:
            return nan if math.isnan(value) else instead.get(value, value)

        if given.dtype.kind == "c":
            flat = [complex(number(z.real), number(z.imag)) for z in flat]
        else:
            flat = [number(value) for value in flat]
    if not copy and given.shape:
        given[...] = build(flat, given.shape, given.dtype)
        return given
    made = build(flat, given.shape, given.dtype)
    return made if given.shape else made[()]
