"""Element by element: rounding and signs, whose derivative is zero, and comparison and logic."""

from __future__ import annotations

from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.samples import UNARY, numbers


# --- steps: derivative zero or one ----------------------------------------------------------------
def zeros_of(grad: Any) -> Any:
    """Zeros in the shape of a gradient, as zeros_like in derivatives.yaml."""
    return zeros_like(grad)


zeros_like: Function = op("zeros_like", lambda self: xp.zeros_like(self))
ones_like: Function = op("ones_like", lambda self: xp.ones_like(self))


def _sign(self: Any) -> Any:
    if self.dtype.kind == "b":
        return self.copy()
    signs = xp.sign(self)
    return (
        xp.where(xp.isnan(signs), 0, signs).astype(self.dtype) if self.dtype.kind == "f" else signs
    )


def _step(name: str, forward: Any) -> Function:
    return op(name, forward, self=lambda grad: zeros_of(grad), samples=UNARY)


sgn: Function = op(
    "sgn", lambda self: _sign(self), self=lambda grad, self, result: zeros_of(grad), samples=UNARY
)
sign = _step("sign", lambda self: _sign(self))
floor = _step("floor", lambda self: xp.floor(self))
ceil = _step("ceil", lambda self: xp.ceil(self))
trunc = _step("trunc", lambda self: xp.trunc(self))
round_plain = _step("round", lambda self: xp.round(self))
round_decimals: Function = op(
    "round_decimals",
    lambda self, decimals: xp.round(self, decimals),
    self=lambda grad: zeros_of(grad),
    node="RoundBackward1",
    samples=((numbers(2, 3), 1),),
)
frac: Function = op(
    "frac", lambda self: self - xp.trunc(self), self=lambda grad: grad, samples=UNARY
)


def round_(input: Any, *, decimals: int | None = None) -> Any:
    return round_plain(input) if decimals is None else round_decimals(input, decimals)


def refusing(error: Exception) -> Any:
    """The rule of an input that PyTorch has no derivative for."""

    def rule(grad: Any) -> Any:
        raise error.with_traceback(None)

    return rule


_NO_STEP = refusing(RuntimeError("derivative for aten::heaviside is not implemented"))
heaviside: Function = op(
    "heaviside",
    lambda self, values: xp.heaviside(self, values).astype(self.dtype),
    self=_NO_STEP,
    values=_NO_STEP,
    node="NotImplemented",
    promote="same",
)
nan_to_num: Function = op(
    "nan_to_num",
    lambda self, nan=None, posinf=None, neginf=None: _nan_to_num(self, nan, posinf, neginf),
    self=lambda grad, self: grad * isfinite(self),
    samples=UNARY,
)


def _nan_to_num(self: Any, nan: float | None, posinf: float | None, neginf: float | None) -> Any:
    filled = xp.nan_to_num(xp.asarray(self), nan=nan or 0.0, posinf=posinf, neginf=neginf)
    return filled if filled.ndim else filled[()]


# --- comparison and logic -------------------------------------------------------------------------

eq: Function = op("eq", lambda self, other: self == other, promote="same")
eq_or_nan: Function = op(  # of this name, formulas show it as an equation
    "eq_tensor", lambda self, other: (self == other) | (xp.isnan(self) & xp.isnan(other))
)
ne: Function = op("ne", lambda self, other: self != other, promote="same")
lt: Function = op("lt", lambda self, other: self < other, promote="same")
le: Function = op("le", lambda self, other: self <= other, promote="same")
gt: Function = op("gt", lambda self, other: self > other, promote="same")
ge: Function = op("ge", lambda self, other: self >= other, promote="same")
isnan: Function = op("isnan", lambda self: xp.isnan(self))
isinf: Function = op("isinf", lambda self: xp.isinf(self))
isfinite: Function = op("isfinite", lambda self: xp.isfinite(self))
isposinf: Function = op("isposinf", lambda self: xp.isposinf(self))
isneginf: Function = op("isneginf", lambda self: xp.isneginf(self))
signbit: Function = op("signbit", lambda self: xp.signbit(self))
logical_not: Function = op("logical_not", lambda self: xp.logical_not(self))
logical_and: Function = op(
    "logical_and", lambda self, other: xp.logical_and(self, other), promote="same"
)
logical_or: Function = op(
    "logical_or", lambda self, other: xp.logical_or(self, other), promote="same"
)
logical_xor: Function = op(
    "logical_xor", lambda self, other: xp.logical_xor(self, other), promote="same"
)
bitwise_and: Function = op("bitwise_and", lambda self, other: self & other, promote="same")
bitwise_or: Function = op("bitwise_or", lambda self, other: self | other, promote="same")
bitwise_xor: Function = op("bitwise_xor", lambda self, other: self ^ other, promote="same")
bitwise_not: Function = op("bitwise_not", lambda self: ~self)
lshift: Function = op("bitwise_left_shift", lambda self, other: self << other, promote="same")
rshift: Function = op("bitwise_right_shift", lambda self, other: self >> other, promote="same")


def _isclose(
    self: Any, other: Any, rtol: float = 1e-05, atol: float = 1e-08, equal_nan: bool = False
) -> Any:
    if self.dtype != other.dtype:
        raise RuntimeError(f"{dtypes.of(self).word} did not match {dtypes.of(other).word}")
    for name, number in (("rtol", rtol), ("atol", atol)):
        if number < 0:
            text = f"{name} must be greater than or equal to zero, but got {number:g}"
            raise RuntimeError(text)
    return xp.isclose(self, other, rtol, atol, equal_nan)


isclose: Function = op("isclose", _isclose)
