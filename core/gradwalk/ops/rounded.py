"""exp, log and the like of float32, computed in float64 and rounded once.

PyTorch's kernels are right to the last bit in 99 of 100 cases, NumPy's of float32 in about 70; a
program that prints `loss.item()` shows it. Large arrays, whose last bits nobody reads, are left to
NumPy, which is several times faster. ndlist computes so anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk.array import BITS, FLOAT32, float32, ndarray, xp

_SMALL = 512  # elements
_FLOAT64 = xp.dtype("float64")


def _rounded(function: Callable[..., Any]) -> Callable[[Any], Any]:
    if BITS is None:
        return function

    def call(array: Any) -> Any:
        if array.__class__ is float32:
            return float32(function(float(array)))  # half the time of `dtype=`
        if array.__class__ is ndarray and array.dtype is FLOAT32 and array.size <= _SMALL:
            wide = array.astype(_FLOAT64)
            return function(wide, wide).astype(FLOAT32)
        return function(array)

    return call


def power(base: Any, exponent: Any) -> Any:
    """base ** exponent."""
    made = base**exponent
    if BITS is None or made.dtype is not FLOAT32 or made.size > _SMALL:
        return made
    return xp.power(base, exponent, dtype=_FLOAT64).astype(FLOAT32)


exp, exp2, expm1 = _rounded(xp.exp), _rounded(xp.exp2), _rounded(xp.expm1)
log, log1p, log2, log10 = map(_rounded, (xp.log, xp.log1p, xp.log2, xp.log10))
sin, cos, tan = _rounded(xp.sin), _rounded(xp.cos), _rounded(xp.tan)
sinh, cosh, tanh = _rounded(xp.sinh), _rounded(xp.cosh), _rounded(xp.tanh)
arcsin, arccos, arctan = map(_rounded, (xp.arcsin, xp.arccos, xp.arctan))
arcsinh, arccosh, arctanh = map(_rounded, (xp.arcsinh, xp.arccosh, xp.arctanh))
