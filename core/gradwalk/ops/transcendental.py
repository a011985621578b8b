"""Element by element: exponentials, logarithms, trigonometry, special functions.

Rules follow PyTorch's derivatives.yaml, term by term.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import one_for, xp
from gradwalk.op import Function, op
from gradwalk.ops import rounded, special
from gradwalk.ops.arithmetic import power, reciprocal, rsqrt
from gradwalk.ops.choice import masked_fill, where
from gradwalk.ops.samples import BINARY, BINARY_POSITIVE, INSIDE, POSITIVE, UNARY, numbers, unary
from gradwalk.tensorbase import is_tensor

_LN2, _LN10 = math.log(2.0), math.log(10.0)


# --- exponentials and logarithms ------------------------------------------------------------------

exp: Function = op(
    "exp",
    lambda self: rounded.exp(self),
    quick=rounded.exp,
    self=lambda grad, result: grad * result,
    promote="float",
    samples=UNARY,
)
exp2: Function = op(
    "exp2",
    lambda self: rounded.exp2(self),
    self=lambda grad, result: grad * result * _LN2,
    promote="float",
    samples=UNARY,
)
expm1: Function = op(
    "expm1",
    lambda self: rounded.expm1(self),
    self=lambda grad, result: grad * (result + 1),
    promote="float",
    samples=UNARY,
)
log1p: Function = op(
    "log1p",
    lambda self: rounded.log1p(self),
    self=lambda grad, self: grad / (self + 1),
    promote="float",
    node="Log1PBackward0",
    samples=POSITIVE,
)
log2: Function = op(
    "log2",
    lambda self: rounded.log2(self),
    self=lambda grad, self: grad / (self * _LN2),
    promote="float",
    samples=POSITIVE,
)
log10: Function = op(
    "log10",
    lambda self: rounded.log10(self),
    self=lambda grad, self: grad / (self * _LN10),
    promote="float",
    samples=POSITIVE,
)
logaddexp: Function = op(
    "logaddexp",
    lambda self, other: xp.logaddexp(self, other),
    self=lambda grad, self, other: grad / (1 + exp(other - self)),
    other=lambda grad, self, other: grad / (1 + exp(self - other)),
    promote="same",
    samples=BINARY,
)
xlogy_tensor: Function = op(
    "xlogy",
    lambda self, other: _xlogy(self, other),
    self=lambda grad, self, other: masked_fill(
        xlogy_tensor(grad, other), (self == 0.0) & (other <= 0.0), 0.0
    ),
    other=lambda grad, self, other: grad * self / other,
    promote="float",
    samples=BINARY_POSITIVE,
)
xlogy_scalar: Function = op(
    "xlogy_scalar",
    lambda self, other: _xlogy(self, other),
    other=lambda grad, self, other: grad * self / other,
    promote="float",
    node="XlogyBackward1",
    samples=((1.5, numbers(2, 3, low=0.2)),),
)
xlogy_number: Function = op(
    "xlogy_number",
    lambda self, other: _xlogy(self, other),
    self=lambda grad, self, other: (
        grad * math.log(other) if other > 0 else xlogy_tensor(grad, other)
    ),
    promote="float",
    node="XlogyBackward2",
    samples=((numbers(2, 3), 1.5),),
)


def xlogy(input: Any, other: Any) -> Any:
    """input * log(other), by the overload torch would take."""
    if not is_tensor(other):
        return xlogy_number(input, other)
    return xlogy_tensor(input, other) if is_tensor(input) else xlogy_scalar(input, other)


def _xlogy(self: Any, other: Any) -> Any:
    if other.__class__ in (int, float):  # a number takes the tensor's dtype
        other = xp.asarray(other, self.dtype)
    return xp.where(self == 0, xp.where(xp.isnan(other), other, 0), self * rounded.log(other))


logit_plain: Function = op(
    "logit",
    lambda self, eps=None: _logit(self, eps),
    self=lambda grad, self, eps: (
        where((self >= 0.0) & (self <= 1.0), grad / (self * (1 - self)), math.nan)
        if eps is None
        else grad * where((self < eps) | (self > 1.0 - eps), 0.0, 1 / (self * (1 - self)))
    ),
    promote="float",
    samples=unary(0.1, 0.9),
)


def _logit(self: Any, eps: float | None) -> Any:
    inside = self if eps is None else xp.clip(self, eps, 1 - eps)
    return rounded.log(inside / (1 - inside))


# --- trigonometry ---------------------------------------------------------------------------------

sin: Function = op(
    "sin",
    lambda self: rounded.sin(self),
    quick=rounded.sin,
    self=lambda grad, self: grad * cos(self),
    promote="float",
    samples=UNARY,
)
cos: Function = op(
    "cos",
    lambda self: rounded.cos(self),
    quick=rounded.cos,
    self=lambda grad, self: grad * -sin(self),
    promote="float",
    samples=UNARY,
)
tan: Function = op(
    "tan",
    lambda self: rounded.tan(self),
    self=lambda grad, result: grad * (1 + power(result, 2)),
    promote="float",
    samples=INSIDE,
)
asin: Function = op(
    "asin",
    lambda self: rounded.arcsin(self),
    self=lambda grad, self: grad * rsqrt(-self * self + 1),
    promote="float",
    samples=INSIDE,
)
acos: Function = op(
    "acos",
    lambda self: rounded.arccos(self),
    self=lambda grad, self: grad * -rsqrt(-self * self + 1),
    promote="float",
    samples=INSIDE,
)
atan: Function = op(
    "atan",
    lambda self: rounded.arctan(self),
    self=lambda grad, self: grad / (self * self + 1),
    promote="float",
    samples=UNARY,
)
sinh: Function = op(
    "sinh",
    lambda self: rounded.sinh(self),
    self=lambda grad, self: grad * cosh(self),
    promote="float",
    samples=UNARY,
)
cosh: Function = op(
    "cosh",
    lambda self: rounded.cosh(self),
    self=lambda grad, self: grad * sinh(self),
    promote="float",
    samples=UNARY,
)
tanh_backward: Function = op(
    "tanh_backward",
    lambda grad_output, output: grad_output * (one_for(output) - output * output),
    grad_output=lambda grad, output: tanh_backward(grad, output),
    output=lambda grad, grad_output, output: grad * (-2 * output * grad_output),
    node="TanhBackwardBackward0",
    samples=((numbers(2, 3), numbers(2, 3, start=9)),),
)
tanh: Function = op(
    "tanh",
    lambda self: rounded.tanh(self),
    quick=rounded.tanh,
    self=lambda grad, result: tanh_backward(grad, result),
    promote="float",
    samples=UNARY,
)
asinh: Function = op(
    "asinh",
    lambda self: rounded.arcsinh(self),
    self=lambda grad, self: grad * rsqrt(power(self, 2) + 1),
    promote="float",
    samples=UNARY,
)
acosh: Function = op(
    "acosh",
    lambda self: rounded.arccosh(self),
    self=lambda grad, self: grad * rsqrt(self * self - 1),
    promote="float",
    samples=unary(1.5, 3.0),
)
atanh: Function = op(
    "atanh",
    lambda self: rounded.arctanh(self),
    self=lambda grad, self: grad * 1 / (1 - power(self, 2)),
    promote="float",
    samples=INSIDE,
)


def _one_over(square: Any) -> Any:
    """The reciprocal, but 0 of 0, as atan2's gradient at the origin has it."""
    return where(square == 0.0, 0.0, reciprocal(square))


atan2: Function = op(
    "atan2",
    lambda self, other: xp.arctan2(self, other),
    self=lambda grad, self, other: grad * (other * _one_over(self * self + other * other)),
    other=lambda grad, self, other: grad * (-self * _one_over(self * self + other * other)),
    promote="float",
    node="Atan2Backward0",
    samples=BINARY_POSITIVE,
)
sinc: Function = op(
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
deg2rad: Function = op(
    "deg2rad",
    lambda self: self * (math.pi / 180),
    self=lambda grad: deg2rad(grad),
    promote="float",
    node="Deg2RadBackward0",
    samples=UNARY,
)
rad2deg: Function = op(
    "rad2deg",
    lambda self: self * (180 / math.pi),
    self=lambda grad: rad2deg(grad),
    promote="float",
    node="Rad2DegBackward0",
    samples=UNARY,
)


# --- special functions ----------------------------------------------------------------------------

erf: Function = op(
    "erf",
    lambda self: special.erf(self),
    self=lambda grad, self: 2.0 / math.sqrt(math.pi) * exp(-power(self, 2)) * grad,
    promote="float",
    samples=UNARY,
)
erfc: Function = op(
    "erfc",
    lambda self: special.erfc(self),
    self=lambda grad, self: -2.0 / math.sqrt(math.pi) * exp(-power(self, 2)) * grad,
    promote="float",
    samples=UNARY,
)
erfinv: Function = op(
    "erfinv",
    lambda self: special.erfinv(self),
    self=lambda grad, self: 0.5 * math.sqrt(math.pi) * exp(power(erfinv(self), 2)) * grad,
    promote="float",
    samples=INSIDE,
)
lgamma: Function = op(
    "lgamma",
    lambda self: special.lgamma(self),
    self=lambda grad, self: grad * digamma(self),
    promote="float",
    samples=POSITIVE,
)
digamma: Function = op(
    "digamma",
    lambda self: special.digamma(self),
    self=lambda grad, self: grad * polygamma(1, self),
    promote="float",
    samples=POSITIVE,
)
polygamma: Function = op(
    "polygamma",
    lambda n, self: special.polygamma(n, self),
    self=lambda grad, n, self: grad * polygamma(n + 1, self),
    promote="float",
    samples=((1, numbers(3, low=0.5, high=3.0)),),
)
