"""Element by element: arithmetic, powers, exponentials, trigonometry, comparison, choice.

Rules follow PyTorch's derivatives.yaml, term by term, so that rounding and the graph of a gradient
(create_graph) are the same too.
"""

from __future__ import annotations

import math
import operator
from typing import Any

from gradwalk.array import xp
from gradwalk.op import in_place, op
from gradwalk.ops import special
from gradwalk.ops.samples import (
    BINARY,
    BINARY_POSITIVE,
    INSIDE,
    POSITIVE,
    UNARY,
    numbers,
    unary,
)
from gradwalk.tensorbase import is_tensor

_LN2, _LN10 = math.log(2.0), math.log(10.0)


def _times(value: Any, factor: Any) -> Any:
    """value * factor, without an operation where the factor is 1."""
    return value if isinstance(factor, (int, float)) and factor == 1 else value * factor


# --- arithmetic ----------------------------------------------------------------------------------

add = op(
    "add",
    lambda self, other, alpha=1: self + _times(other, alpha),
    self=lambda grad: grad,
    other=lambda grad, alpha: _times(grad, alpha),
    promote="same",
    quick=operator.add,
    samples=(*BINARY, (numbers(3), numbers(3, start=5), 2.5)),
)
sub = op(
    "sub",
    lambda self, other, alpha=1: self - _times(other, alpha),
    self=lambda grad: grad,
    other=lambda grad, alpha: _times(-grad, alpha),
    promote="same",
    quick=operator.sub,
    samples=(*BINARY, (numbers(3), numbers(3, start=5), 2.5)),
)
rsub_scalar = op(
    "rsub_scalar",
    lambda self, other, alpha=1: other - _times(self, alpha),
    self=lambda grad, alpha: _times(-grad, alpha),
    promote="same",
    node="RsubBackward1",
    samples=((numbers(2, 3), 1.5),),
)
rsub_tensor = op(
    "rsub",
    lambda self, other, alpha=1: other - _times(self, alpha),
    self=lambda grad, alpha: _times(-grad, alpha),
    other=lambda grad: grad,
    promote="same",
    samples=BINARY,
)
mul = op(
    "mul",
    lambda self, other: self * other,
    self=lambda grad, other: grad * other,
    other=lambda grad, self: grad * self,
    promote="same",
    quick=operator.mul,
    samples=BINARY,
)
mul_scalar = op(  # what rules multiply by when PyTorch's take the overload for a number
    "mul_scalar",
    lambda self, other: self * other,
    self=lambda grad, other: mul_scalar(grad, other),
    promote="same",
    node="MulBackward1",
    samples=((numbers(2, 3), 1.5),),
)
div = op(
    "div",
    lambda self, other: self / other,
    self=lambda grad, other: grad / other,
    other=lambda grad, self, other: -grad * ((self / other) / other),
    promote="float",
    quick=operator.truediv,
    samples=BINARY_POSITIVE,
)
div_scalar = op(  # the overload for a number, which a few functions of PyTorch call
    "div_scalar",
    lambda self, other: self / other,
    self=lambda grad, other: div_scalar(grad, other),
    promote="float",
    node="DivBackward1",
    samples=((numbers(2, 3), 1.5),),
)
_ROUNDINGS = {"floor": xp.floor, "trunc": xp.trunc}


def _divide_rounded(self: Any, other: Any, rounding_mode: str) -> Any:
    kind = xp.result_type(self, other)
    if kind.kind in "iu":
        _refuse_zero(other)
        if rounding_mode == "floor":
            return self // other
        return (xp.sign(self) * xp.sign(other) * (abs(self) // abs(other))).astype(kind)
    if rounding_mode == "floor":
        return xp.floor_divide(self, other)
    return xp.trunc(self / other)


def _refuse_zero(other: Any) -> None:
    if xp.any(xp.asarray(other) == 0):
        raise RuntimeError("ZeroDivisionError")


div_mode = op(
    "div_mode",
    _divide_rounded,
    self=lambda grad: grad * 0.0,
    other=lambda grad: grad * 0.0,
    promote="same",
    node="DivBackward2",
)


def _not_differentiable(name: str) -> Any:
    def rule(grad: Any) -> Any:
        raise RuntimeError(f"derivative for aten::{name} is not implemented")

    return rule


floor_divide = op(
    "floor_divide",
    lambda self, other: _divide_rounded(self, other, "floor"),
    self=_not_differentiable("floor_divide"),
    other=_not_differentiable("floor_divide"),
    promote="same",
    node="NotImplemented",
)
floor_divide.entry.node.name = lambda self: "torch::autograd::NotImplemented"  # type: ignore[method-assign]


def _fmod(self: Any, other: Any) -> Any:
    if xp.result_type(self, other).kind in "iu":
        _refuse_zero(other)
    return xp.fmod(self, other)


def _remainder(self: Any, other: Any) -> Any:
    """The remainder with the divisor's sign; a zero keeps the dividend's, as in ATen."""
    rest = _fmod(self, other)
    return xp.where((rest != 0) & ((other < 0) != (rest < 0)), rest + other, rest)


remainder_number = op(
    "remainder",
    _remainder,
    self=lambda grad: grad,
    promote="same",
    samples=((numbers(2, 3), 0.7),),
)
remainder_tensor = op(
    "remainder_tensor",
    _remainder,
    self=lambda grad: grad,
    other=lambda grad, self, other: -grad * div_mode(self, other, "floor"),
    promote="same",
    node="RemainderBackward1",
    samples=BINARY_POSITIVE,
)
fmod_number = op(
    "fmod", _fmod, self=lambda grad: grad, promote="same", samples=((numbers(2, 3), 0.7),)
)
fmod_tensor = op(
    "fmod_tensor",
    _fmod,
    self=lambda grad: grad,
    other=lambda grad, self, other: -grad * div_mode(self, other, "trunc"),
    promote="same",
    node="FmodBackward1",
    samples=BINARY_POSITIVE,
)


_remainder_number_ = in_place(remainder_number, "remainder_")
_remainder_tensor_ = in_place(remainder_tensor, "remainder_")
_fmod_number_ = in_place(fmod_number, "fmod_")
_fmod_tensor_ = in_place(fmod_tensor, "fmod_")


def remainder(input: Any, other: Any) -> Any:
    return (remainder_tensor if is_tensor(other) else remainder_number)(input, other)


def fmod(input: Any, other: Any) -> Any:
    return (fmod_tensor if is_tensor(other) else fmod_number)(input, other)


def remainder_(input: Any, other: Any) -> Any:
    return (_remainder_tensor_ if is_tensor(other) else _remainder_number_)(input, other)


def fmod_(input: Any, other: Any) -> Any:
    return (_fmod_tensor_ if is_tensor(other) else _fmod_number_)(input, other)


neg = op("neg", lambda self: -self, self=lambda grad: -grad, samples=UNARY)
absolute = op("abs", lambda self: abs(self), self=lambda grad, self: grad * sgn(self), samples=UNARY)
reciprocal = op(
    "reciprocal",
    lambda self: 1 / self,
    self=lambda grad, result: -grad * (result * result),
    promote="float",
    samples=POSITIVE,
)


# --- powers --------------------------------------------------------------------------------------


def _power(self: Any, exponent: Any) -> Any:
    kind = xp.result_type(self, exponent)
    if kind.kind in "iub" and xp.any(xp.asarray(exponent) < 0):
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    if isinstance(exponent, (int, float)) and exponent == 2:
        return self * self
    return self**exponent


pow_number = op(
    "pow",
    _power,
    self=lambda grad, self, exponent: (
        zeros_of(self) if exponent == 0 else grad * mul_scalar(power(self, exponent - 1), exponent)
    ),
    promote="same",
    samples=((numbers(2, 3, low=0.25), 2), (numbers(2, low=0.25), -1.5), (numbers(2), 3)),
)
pow_tensor = op(
    "pow_tensor",
    _power,
    self=lambda grad, self, exponent: where(
        exponent == 0, 0.0, grad * (exponent * power(self, exponent - 1))
    ),
    exponent=lambda grad, self, exponent, result: (
        grad * where((self == 0) & (exponent >= 0), 0.0, result * log(self))
    ),
    promote="same",
    node="PowBackward1",
    samples=BINARY_POSITIVE,
)
pow_scalar = op(
    "pow_scalar",
    lambda self, exponent: _power(self, exponent),
    exponent=lambda grad, self, exponent, result: (
        grad * (result * math.log(self))
        if self > 0
        else _exponent_of_zero(grad, exponent, result, self)
    ),
    promote="same",
    node="PowBackward2",
    samples=((2.0, numbers(2, 3)),),
)


def _exponent_of_zero(grad: Any, exponent: Any, result: Any, base: Any) -> Any:
    """The base is not positive: its logarithm is -inf or nan."""
    if base == 0:
        return grad * where(exponent >= 0, 0.0, result * -math.inf)
    return grad * (result * math.nan)


def power(self: Any, exponent: Any) -> Any:
    """self ** exponent, by the overload torch would take."""
    if isinstance(exponent, (int, float, complex)):
        return pow_number(self, exponent)
    if isinstance(self, (int, float, complex)):
        return pow_scalar(self, exponent)
    return pow_tensor(self, exponent)


sqrt = op(
    "sqrt",
    lambda self: xp.sqrt(self),
    self=lambda grad, result: grad / (2 * result),
    promote="float",
    samples=POSITIVE,
)
rsqrt = op(
    "rsqrt",
    lambda self: 1 / xp.sqrt(self),
    self=lambda grad, result: -0.5 * grad * power(result, 3),
    promote="float",
    samples=POSITIVE,
)
hypot = op(
    "hypot",
    lambda self, other: xp.hypot(self, other),
    self=lambda grad, self, result: grad * self / result,
    other=lambda grad, other, result: grad * other / result,
    promote="float",
    samples=BINARY_POSITIVE,
)


# --- exponentials and logarithms -----------------------------------------------------------------

exp = op(
    "exp",
    lambda self: xp.exp(self),
    self=lambda grad, result: grad * result,
    promote="float",
    samples=UNARY,
)
exp2 = op(
    "exp2",
    lambda self: xp.exp2(self),
    self=lambda grad, result: grad * result * _LN2,
    promote="float",
    samples=UNARY,
)
expm1 = op(
    "expm1",
    lambda self: xp.expm1(self),
    self=lambda grad, result: grad * (result + 1),
    promote="float",
    samples=UNARY,
)
log = op(
    "log",
    lambda self: xp.log(self),
    self=lambda grad, self: grad / self,
    promote="float",
    samples=POSITIVE,
)
log1p = op(
    "log1p",
    lambda self: xp.log1p(self),
    self=lambda grad, self: grad / (self + 1),
    promote="float",
    node="Log1PBackward0",
    samples=POSITIVE,
)
log2 = op(
    "log2",
    lambda self: xp.log2(self),
    self=lambda grad, self: grad / (self * _LN2),
    promote="float",
    samples=POSITIVE,
)
log10 = op(
    "log10",
    lambda self: xp.log10(self),
    self=lambda grad, self: grad / (self * _LN10),
    promote="float",
    samples=POSITIVE,
)
logaddexp = op(
    "logaddexp",
    lambda self, other: xp.logaddexp(self, other),
    self=lambda grad, self, other: grad / (1 + exp(other - self)),
    other=lambda grad, self, other: grad / (1 + exp(self - other)),
    promote="float",
    samples=BINARY,
)
xlogy = op(
    "xlogy",
    lambda self, other: xp.where(self == 0, xp.where(xp.isnan(other), other, 0), self * xp.log(other)),
    self=lambda grad, self, other: masked_fill(
        xlogy(grad, other), (self == 0.0) & (other <= 0.0), 0.0
    ),
    other=lambda grad, self, other: grad * self / other,
    promote="float",
    samples=BINARY_POSITIVE,
)
logit_plain = op(
    "logit",
    lambda self, eps=None: _logit(self, eps),
    self=lambda grad, self, eps: (
        grad / (self * (1 - self))
        if eps is None
        else grad * where((self < eps) | (self > 1.0 - eps), 0.0, 1 / (self * (1 - self)))
    ),
    promote="float",
    samples=unary(0.1, 0.9),
)


def _logit(self: Any, eps: float | None) -> Any:
    inside = self if eps is None else xp.clip(self, eps, 1 - eps)
    return xp.log(inside / (1 - inside))


# --- trigonometry --------------------------------------------------------------------------------

sin = op(
    "sin",
    lambda self: xp.sin(self),
    self=lambda grad, self: grad * cos(self),
    promote="float",
    samples=UNARY,
)
cos = op(
    "cos",
    lambda self: xp.cos(self),
    self=lambda grad, self: grad * -sin(self),
    promote="float",
    samples=UNARY,
)
tan = op(
    "tan",
    lambda self: xp.tan(self),
    self=lambda grad, result: grad * (1 + power(result, 2)),
    promote="float",
    samples=INSIDE,
)
asin = op(
    "asin",
    lambda self: xp.arcsin(self),
    self=lambda grad, self: grad * rsqrt(-self * self + 1),
    promote="float",
    samples=INSIDE,
)
acos = op(
    "acos",
    lambda self: xp.arccos(self),
    self=lambda grad, self: grad * -rsqrt(-self * self + 1),
    promote="float",
    samples=INSIDE,
)
atan = op(
    "atan",
    lambda self: xp.arctan(self),
    self=lambda grad, self: grad / (self * self + 1),
    promote="float",
    samples=UNARY,
)
sinh = op(
    "sinh",
    lambda self: xp.sinh(self),
    self=lambda grad, self: grad * cosh(self),
    promote="float",
    samples=UNARY,
)
cosh = op(
    "cosh",
    lambda self: xp.cosh(self),
    self=lambda grad, self: grad * sinh(self),
    promote="float",
    samples=UNARY,
)
tanh_backward = op(
    "tanh_backward",
    lambda grad_output, output: grad_output * (1 - output * output),
    grad_output=lambda grad, output: tanh_backward(grad, output),
    output=lambda grad, grad_output, output: grad * (-2 * output * grad_output),
    node="TanhBackwardBackward0",
    samples=((numbers(2, 3), numbers(2, 3, start=9)),),
)
tanh = op(
    "tanh",
    lambda self: xp.tanh(self),
    self=lambda grad, result: tanh_backward(grad, result),
    promote="float",
    samples=UNARY,
)
asinh = op(
    "asinh",
    lambda self: xp.arcsinh(self),
    self=lambda grad, self: grad * rsqrt(power(self, 2) + 1),
    promote="float",
    samples=UNARY,
)
acosh = op(
    "acosh",
    lambda self: xp.arccosh(self),
    self=lambda grad, self: grad * rsqrt(self * self - 1),
    promote="float",
    samples=unary(1.5, 3.0),
)
atanh = op(
    "atanh",
    lambda self: xp.arctanh(self),
    self=lambda grad, self: grad * 1 / (1 - power(self, 2)),
    promote="float",
    samples=INSIDE,
)
atan2 = op(
    "atan2",
    lambda self, other: xp.arctan2(self, other),
    self=lambda grad, self, other: grad * (other / (self * self + other * other)),
    other=lambda grad, self, other: grad * (-self / (self * self + other * other)),
    promote="float",
    node="Atan2Backward0",
    samples=BINARY_POSITIVE,
)
sinc = op(
    "sinc",
    lambda self: xp.sinc(self),
    self=lambda grad, self: (
        grad
        * where(
            self == 0.0,
            0.0,
            (math.pi * self * cos(math.pi * self) - sin(math.pi * self)) / (math.pi * self * self),
        )
    ),
    promote="float",
    samples=POSITIVE,
)
deg2rad = op(
    "deg2rad",
    lambda self: self * (math.pi / 180),
    self=lambda grad: deg2rad(grad),
    promote="float",
    node="Deg2RadBackward0",
    samples=UNARY,
)
rad2deg = op(
    "rad2deg",
    lambda self: self * (180 / math.pi),
    self=lambda grad: rad2deg(grad),
    promote="float",
    node="Rad2DegBackward0",
    samples=UNARY,
)


# --- special functions ---------------------------------------------------------------------------

erf = op(
    "erf",
    lambda self: special.erf(self),
    self=lambda grad, self: 2.0 / math.sqrt(math.pi) * exp(-power(self, 2)) * grad,
    promote="float",
    samples=UNARY,
)
erfc = op(
    "erfc",
    lambda self: special.erfc(self),
    self=lambda grad, self: -2.0 / math.sqrt(math.pi) * exp(-power(self, 2)) * grad,
    promote="float",
    samples=UNARY,
)
erfinv = op(
    "erfinv",
    lambda self: special.erfinv(self),
    self=lambda grad, self: 0.5 * math.sqrt(math.pi) * exp(power(erfinv(self), 2)) * grad,
    promote="float",
    samples=INSIDE,
)
lgamma = op(
    "lgamma",
    lambda self: special.lgamma(self),
    self=lambda grad, self: grad * digamma(self),
    promote="float",
    samples=POSITIVE,
)
digamma = op(
    "digamma",
    lambda self: special.digamma(self),
    self=lambda grad, self: grad * polygamma(1, self),
    promote="float",
    samples=POSITIVE,
)
polygamma = op(
    "polygamma",
    lambda n, self: special.polygamma(n, self),
    self=lambda grad, n, self: grad * polygamma(n + 1, self),
    promote="float",
    samples=((1, numbers(3, low=0.5, high=3.0)),),
)


# --- steps: derivative zero or one ---------------------------------------------------------------


def zeros_of(grad: Any) -> Any:
    """Zeros in the shape of a gradient, as zeros_like in derivatives.yaml."""
    return zeros_like(grad)


zeros_like = op("zeros_like", lambda self: xp.zeros_like(self))
ones_like = op("ones_like", lambda self: xp.ones_like(self))
sgn = op("sgn", lambda self: xp.sign(self), self=lambda grad: zeros_of(grad), samples=UNARY)
sign = op("sign", lambda self: xp.sign(self), self=lambda grad: zeros_of(grad), samples=UNARY)
floor = op("floor", lambda self: xp.floor(self), self=lambda grad: zeros_of(grad), samples=UNARY)
ceil = op("ceil", lambda self: xp.ceil(self), self=lambda grad: zeros_of(grad), samples=UNARY)
trunc = op("trunc", lambda self: xp.trunc(self), self=lambda grad: zeros_of(grad), samples=UNARY)
round_plain = op(
    "round",
    lambda self: xp.round(self),
    self=lambda grad: zeros_of(grad),
    samples=UNARY,
)
round_decimals = op(
    "round_decimals",
    lambda self, decimals: xp.round(self, decimals),
    self=lambda grad: zeros_of(grad),
    node="RoundBackward1",
    samples=((numbers(2, 3), 1),),
)
frac = op("frac", lambda self: self - xp.trunc(self), self=lambda grad: grad, samples=UNARY)


def round_(input: Any, *, decimals: int = 0) -> Any:
    return round_decimals(input, decimals) if decimals else round_plain(input)


heaviside = op("heaviside", lambda self, values: xp.heaviside(self, values), promote="same")
nan_to_num = op(
    "nan_to_num",
    lambda self, nan=None, posinf=None, neginf=None: _nan_to_num(self, nan, posinf, neginf),
    self=lambda grad, self: grad * isfinite(self),
    samples=UNARY,
)


def _nan_to_num(self: Any, nan: float | None, posinf: float | None, neginf: float | None) -> Any:
    filled = xp.nan_to_num(xp.asarray(self), nan=nan or 0.0, posinf=posinf, neginf=neginf)
    return filled if filled.ndim else filled[()]


# --- comparison and logic ------------------------------------------------------------------------

eq = op("eq", lambda self, other: self == other, promote="same")
ne = op("ne", lambda self, other: self != other, promote="same")
lt = op("lt", lambda self, other: self < other, promote="same")
le = op("le", lambda self, other: self <= other, promote="same")
gt = op("gt", lambda self, other: self > other, promote="same")
ge = op("ge", lambda self, other: self >= other, promote="same")
isnan = op("isnan", lambda self: xp.isnan(self))
isinf = op("isinf", lambda self: xp.isinf(self))
isfinite = op("isfinite", lambda self: xp.isfinite(self))
isposinf = op("isposinf", lambda self: xp.isposinf(self))
isneginf = op("isneginf", lambda self: xp.isneginf(self))
signbit = op("signbit", lambda self: xp.signbit(self))
logical_not = op("logical_not", lambda self: xp.logical_not(self))
logical_and = op("logical_and", lambda self, other: xp.logical_and(self, other), promote="same")
logical_or = op("logical_or", lambda self, other: xp.logical_or(self, other), promote="same")
logical_xor = op("logical_xor", lambda self, other: xp.logical_xor(self, other), promote="same")
bitwise_and = op("bitwise_and", lambda self, other: self & other, promote="same")
bitwise_or = op("bitwise_or", lambda self, other: self | other, promote="same")
bitwise_xor = op("bitwise_xor", lambda self, other: self ^ other, promote="same")
bitwise_not = op("bitwise_not", lambda self: _inverted(self))


def _inverted(self: Any) -> Any:
    if self.dtype.kind not in "iub":
        raise TypeError(
            "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
        )
    return ~self



lshift = op("bitwise_left_shift", lambda self, other: self << other, promote="same")
rshift = op("bitwise_right_shift", lambda self, other: self >> other, promote="same")
isclose = op(
    "isclose",
    lambda self, other, rtol=1e-05, atol=1e-08, equal_nan=False: xp.isclose(
        self, other, rtol, atol, equal_nan
    ),
)


# --- choice --------------------------------------------------------------------------------------

where = op(
    "where",
    lambda condition, self, other: xp.where(condition, self, other),
    self=lambda grad, condition: where(condition, grad, 0.0),
    other=lambda grad, condition: where(condition, 0.0, grad),
    promote="same",
    samples=(
        (numbers(2, 3) > 0, numbers(2, 3), numbers(3, start=9)),
        (numbers(3) > 0, numbers(3), 1.5),
    ),
)
masked_fill_number = op(
    "masked_fill",
    lambda self, mask, value: xp.where(mask, xp.asarray(value, dtype=self.dtype), self),
    self=lambda grad, mask: masked_fill_number(grad, mask, 0),
    samples=((numbers(2, 3), numbers(2, 3, start=4) > 0, 0.5),),
)
masked_fill_tensor = op(
    "masked_fill_tensor",
    lambda self, mask, value: xp.where(mask, value.astype(self.dtype), self),
    self=lambda grad, mask: masked_fill(grad, mask, 0),
    value=lambda grad, mask: where(mask, grad, 0.0),
    node="MaskedFillBackward1",
    samples=((numbers(2, 3), numbers(2, 3, start=4) > 0, numbers()),),
)


_masked_fill_number_ = in_place(masked_fill_number, "masked_fill_")
_masked_fill_tensor_ = in_place(masked_fill_tensor, "masked_fill_")


def masked_fill_(input: Any, mask: Any, value: Any) -> Any:
    return (_masked_fill_tensor_ if is_tensor(value) else _masked_fill_number_)(input, mask, value)


def masked_fill(input: Any, mask: Any, value: Any) -> Any:
    return (masked_fill_tensor if is_tensor(value) else masked_fill_number)(input, mask, value)


def choose(condition: Any, input: Any = None, other: Any = None) -> Any:
    """torch.where: with a condition alone, where it holds."""
    if input is None and other is None:
        from gradwalk.ops.gather import nonzero

        return nonzero(condition, as_tuple=True)
    return where(condition, input, other)


def _half_at_ties(grad: Any, self: Any, other: Any) -> Any:
    return where(self == other, grad / 2, grad)


maximum = op(
    "maximum",
    lambda self, other: xp.maximum(self, other),
    self=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self < other, 0),
    other=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self > other, 0),
    promote="same",
    samples=BINARY,
)
minimum = op(
    "minimum",
    lambda self, other: xp.minimum(self, other),
    self=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self > other, 0),
    other=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self < other, 0),
    promote="same",
    samples=BINARY,
)
fmax = op(
    "fmax",
    lambda self, other: xp.fmax(self, other),
    self=lambda grad, self, other: masked_fill(grad, ~((self >= other) | isnan(other)), 0),
    other=lambda grad, self, other: masked_fill(grad, (self >= other) | isnan(other), 0),
    promote="same",
    samples=BINARY,
)
fmin = op(
    "fmin",
    lambda self, other: xp.fmin(self, other),
    self=lambda grad, self, other: masked_fill(grad, ~((self <= other) | isnan(other)), 0),
    other=lambda grad, self, other: masked_fill(grad, (self <= other) | isnan(other), 0),
    promote="same",
    samples=BINARY,
)


def _clamp(self: Any, low: Any, high: Any) -> Any:
    result = self if low is None else xp.maximum(self, low)
    return result if high is None else xp.minimum(result, high)


def _inside(self: Any, low: Any, high: Any) -> Any:
    """Where the value was kept; the bounds themselves count as inside."""
    if high is None:
        return self >= low
    return self <= high if low is None else (self >= low) & (self <= high)


clamp_number = op(
    "clamp",
    lambda self, min=None, max=None: _clamp(self, min, max),  # noqa: A006 - torch's own names
    self=lambda grad, self, min, max: where(_inside(self, min, max), grad, 0.0),  # noqa: A006
    promote="same",
    node="ClampBackward1",
    samples=((numbers(2, 3), -1.0, 1.0), (numbers(3), 0.0), (numbers(3), None, 0.5)),
)
clamp_min = op(
    "clamp_min",
    lambda self, min: xp.maximum(self, min),  # noqa: A006
    self=lambda grad, self, min: where(self >= min, grad, 0.0),  # noqa: A006
    promote="same",
    samples=((numbers(2, 3), 0.1),),
)
clamp_max = op(
    "clamp_max",
    lambda self, max: xp.minimum(self, max),  # noqa: A006
    self=lambda grad, self, max: where(self <= max, grad, 0.0),  # noqa: A006
    promote="same",
    samples=((numbers(2, 3), 0.1),),
)
clamp_tensor = op(
    "clamp_tensor",
    lambda self, min, max: _clamp(self, min, max),  # noqa: A006
    self=lambda grad, self, min, max: where(_inside(self, min, max), grad, 0.0),  # noqa: A006
    min=lambda grad, self, min, max: where(  # noqa: A006
        (self < min) if max is None else (self < min) & (min < max), grad, 0.0
    ),
    max=lambda grad, self, min, max: where(  # noqa: A006
        (self > max) if min is None else (self > max) | (max < min), grad, 0.0
    ),
    promote="same",
    node="ClampBackward0",
    samples=((numbers(2, 3), numbers(3, low=-1, high=0), numbers(3, low=0.1, high=1)),),
)


# --- combined ------------------------------------------------------------------------------------

lerp_number = op(
    "lerp",
    lambda self, end, weight: _lerp(self, end, weight),
    self=lambda grad, weight: grad * (1 - weight),
    end=lambda grad, weight: grad * weight,
    samples=((numbers(2, 3), numbers(2, 3, start=8), 0.3),),
)
lerp_tensor = op(
    "lerp_tensor",
    lambda self, end, weight: _lerp(self, end, weight),
    self=lambda grad, weight: grad * (1 - weight),
    end=lambda grad, weight: grad * weight,
    weight=lambda grad, self, end: grad * (end - self),
    node="LerpBackward1",
    samples=((numbers(2, 3), numbers(2, 3, start=8), numbers(3, low=0, high=1)),),
)


def _lerp(self: Any, end: Any, weight: Any) -> Any:
    """From whichever end is nearer, as PyTorch does for the sake of rounding."""
    near = abs(weight) < 0.5
    if isinstance(weight, (int, float)):
        return self + weight * (end - self) if near else end - (end - self) * (1 - weight)
    return xp.where(near, self + weight * (end - self), end - (end - self) * (1 - weight))


addcmul = op(
    "addcmul",
    lambda self, tensor1, tensor2, value=1: self + value * tensor1 * tensor2,
    self=lambda grad: grad,
    tensor1=lambda grad, tensor2, value: grad * (tensor2 * value),
    tensor2=lambda grad, tensor1, value: grad * (tensor1 * value),
    promote="same",
    samples=((numbers(3), numbers(2, 3), numbers(2, 3, start=8), 0.5),),
)
addcdiv = op(
    "addcdiv",
    lambda self, tensor1, tensor2, value=1: self + value * (tensor1 / tensor2),
    self=lambda grad: grad,
    tensor1=lambda grad, tensor2, value: grad * (value / tensor2),
    tensor2=lambda grad, tensor1, tensor2, value: (
        -grad * (value * tensor1 / (tensor2 * tensor2))
    ),
    promote="same",
    samples=((numbers(3), numbers(2, 3), numbers(2, 3, low=0.5, start=8), 0.5),),
)
