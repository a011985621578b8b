"""Element by element: exponentials, logarithms, trigonometry, special functions.

Rules follow PyTorch's derivatives.yaml, term by term.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import one_for, xp
from gradwalk.named import named
from gradwalk.op import Function, op
from gradwalk.ops import rounded, special
from gradwalk.ops.arithmetic import (
    absolute,
    add_scalar,
    log,
    minus_product,
    mul_scalar,
    power,
    reciprocal,
    rsqrt,
)
from gradwalk.ops.choice import masked_fill, where
from gradwalk.ops.compare import refusing, sgn
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import BINARY, BINARY_POSITIVE, INSIDE, POSITIVE, UNARY, numbers, unary
from gradwalk.ops.shape import unsqueeze
from gradwalk.tensorbase import is_tensor

_LN2, _LN10, _LN_PI = math.log(2.0), math.log(10.0), math.log(math.pi)


def _floating(name: str, forward: Any, rule: Any, samples: Any = UNARY, **options: Any) -> Function:
    """An entry of one tensor, whose result is floating."""
    return op(name, forward, self=rule, promote="float", samples=samples, **options)


# --- exponentials and logarithms ------------------------------------------------------------------

exp: Function = _floating(
    "exp", lambda self: rounded.exp(self), lambda grad, result: grad * result, quick=rounded.exp
)
exp2: Function = _floating(
    "exp2", lambda self: rounded.exp2(self), lambda grad, result: grad * result * _LN2
)
expm1: Function = _floating(
    "expm1", lambda self: rounded.expm1(self), lambda grad, result: grad * (result + 1)
)
log1p: Function = _floating(
    "log1p",
    lambda self: rounded.log1p(self),
    lambda grad, self: grad / (self + 1),
    POSITIVE,
    node="Log1PBackward0",
)
log2: Function = _floating(
    "log2", lambda self: rounded.log2(self), lambda grad, self: grad / (self * _LN2), POSITIVE
)
log10: Function = _floating(
    "log10", lambda self: rounded.log10(self), lambda grad, self: grad / (self * _LN10), POSITIVE
)
logaddexp: Function = op(
    "logaddexp",
    lambda self, other: xp.logaddexp(self, other),
    self=lambda grad, self, other: grad / (1 + exp(other - self)),
    other=lambda grad, self, other: grad / (1 + exp(self - other)),
    promote="same",
    samples=BINARY,
)


def _x_log(name: str, node: str, log: Any, shift: int) -> tuple[Any, ...]:
    """The entries of x * log(y + shift) of two tensors, a number and a tensor, and vice versa."""

    def forward(self: Any, other: Any) -> Any:
        if other.__class__ in (int, float):  # a number takes the tensor's dtype
            other = xp.asarray(other, self.dtype)
        return xp.where(self == 0, xp.where(xp.isnan(other), other, 0), self * log(other))

    def of_self(grad: Any, self: Any, other: Any) -> Any:
        return masked_fill(both(grad, other), (self == 0.0) & (other <= -shift), 0.0)

    def of_self_beside_number(grad: Any, self: Any, other: Any) -> Any:
        found = number(grad, other)
        return found if other > -shift else masked_fill(found, self == 0.0, 0.0)

    def of_other(grad: Any, self: Any, other: Any) -> Any:
        return grad * self / (other + shift if shift else other)

    def function(input: Any, other: Any) -> Any:
        if not is_tensor(other):
            return number(input, other)
        return both(input, other) if is_tensor(input) else scalar(input, other)

    def entry(suffix: str, count: int, samples: Any, **rules: Any) -> Function:
        named = f"{node}Backward{count}"
        return op(name + suffix, forward, promote="float", node=named, samples=samples, **rules)

    both = entry("", 0, BINARY_POSITIVE, self=of_self, other=of_other)
    scalar = entry("_scalar", 1, ((1.5, numbers(2, 3, low=0.2)),), other=of_other)
    number = entry("_number", 2, ((numbers(2, 3), 1.5),), self=of_self_beside_number)
    return both, named(function, name)


xlogy_tensor, xlogy = _x_log("xlogy", "Xlogy", rounded.log, 0)
_, xlog1py = _x_log("special_xlog1py", "SpecialXlog1Py", rounded.log1p, 1)
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

sin: Function = _floating(
    "sin", lambda self: rounded.sin(self), lambda grad, self: grad * cos(self), quick=rounded.sin
)
cos: Function = _floating(
    "cos", lambda self: rounded.cos(self), lambda grad, self: grad * -sin(self), quick=rounded.cos
)
tan: Function = _floating(
    "tan",
    lambda self: rounded.tan(self),
    lambda grad, result: grad * (1 + power(result, 2)),
    INSIDE,
)
asin: Function = _floating(
    "asin",
    lambda self: rounded.arcsin(self),
    lambda grad, self: grad * rsqrt(-self * self + 1),
    INSIDE,
)
acos: Function = _floating(
    "acos",
    lambda self: rounded.arccos(self),
    lambda grad, self: grad * -rsqrt(-self * self + 1),
    INSIDE,
)
atan: Function = _floating(
    "atan", lambda self: rounded.arctan(self), lambda grad, self: grad / (self * self + 1)
)
sinh: Function = _floating(
    "sinh", lambda self: rounded.sinh(self), lambda grad, self: grad * cosh(self)
)
cosh: Function = _floating(
    "cosh", lambda self: rounded.cosh(self), lambda grad, self: grad * sinh(self)
)
tanh_backward: Function = op(
    "tanh_backward",
    lambda grad_output, output: grad_output * minus_product(one_for(output), output, output),
    grad_output=lambda grad, output: tanh_backward(grad, output),
    output=lambda grad, grad_output, output: grad * (-2 * output * grad_output),
    samples=((numbers(2, 3), numbers(2, 3, start=9)),),
)
tanh: Function = _floating(
    "tanh",
    lambda self: rounded.tanh(self),
    lambda grad, result: tanh_backward(grad, result),
    quick=rounded.tanh,
)
asinh: Function = _floating(
    "asinh", lambda self: rounded.arcsinh(self), lambda grad, self: grad * rsqrt(power(self, 2) + 1)
)
acosh: Function = _floating(
    "acosh",
    lambda self: rounded.arccosh(self),
    lambda grad, self: grad * rsqrt(self * self - 1),
    unary(1.5, 3.0),
)
atanh: Function = _floating(
    "atanh",
    lambda self: rounded.arctanh(self),
    lambda grad, self: grad * 1 / (1 - power(self, 2)),
    INSIDE,
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
    samples=BINARY_POSITIVE,
)
sinc: Function = _floating(
    "sinc",
    lambda self: xp.sinc(self),
    lambda grad, self: (
        grad
        * where(
            self == 0.0,
            0.0,
            (math.pi * self * cos(math.pi * self) - sin(math.pi * self)) / (math.pi * self * self),
        )
    ),
    POSITIVE,
)
deg2rad: Function = _floating(
    "deg2rad",
    lambda self: self * (math.pi / 180),
    lambda grad: deg2rad(grad),
    node="Deg2RadBackward0",
)
rad2deg: Function = _floating(
    "rad2deg",
    lambda self: self * (180 / math.pi),
    lambda grad: rad2deg(grad),
    node="Rad2DegBackward0",
)

# --- special functions ----------------------------------------------------------------------------

erf: Function = _floating(
    "erf",
    lambda self: special.erf(self),
    lambda grad, self: 2.0 / math.sqrt(math.pi) * exp(-power(self, 2)) * grad,
)
erfc: Function = _floating(
    "erfc",
    lambda self: special.erfc(self),
    lambda grad, self: -2.0 / math.sqrt(math.pi) * exp(-power(self, 2)) * grad,
)
erfinv: Function = _floating(
    "erfinv",
    lambda self: special.erfinv(self),
    lambda grad, self: 0.5 * math.sqrt(math.pi) * exp(power(erfinv(self), 2)) * grad,
    INSIDE,
)
lgamma: Function = _floating(
    "lgamma", lambda self: special.lgamma(self), lambda grad, self: grad * digamma(self), POSITIVE
)
digamma: Function = _floating(
    "digamma",
    lambda self: special.digamma(self),
    lambda grad, self: grad * polygamma(1, self),
    POSITIVE,
)
polygamma: Function = op(
    "polygamma",
    lambda n, self: special.polygamma(n, self),
    self=lambda grad, n, self: grad * polygamma(n + 1, self),
    promote="float",
    samples=((1, numbers(3, low=0.5, high=3.0)),),
)


def not_differentiable(name: str) -> Any:
    """The rule of an input that PyTorch names where its derivative is missing."""
    return refusing(NotImplementedError(f"the derivative for '{name}' is not implemented."))


mvlgamma: Function = op(
    "mvlgamma",
    lambda self, p: _mvlgamma(self, p),
    self=lambda grad, self, p: grad * sum_dim(digamma(_arguments(unsqueeze(self, -1), p)), (-1,)),
    promote="float",
    samples=((numbers(2, 3, low=1.2, high=3.0), 3),),
)


def _mvlgamma(self: Any, p: int) -> Any:
    if p < 1:
        raise RuntimeError("p has to be greater than or equal to 1")
    total = sum(special.lgamma(self - i / 2) for i in range(p)) + p * (p - 1) / 4 * _LN_PI
    return total.astype(self.dtype)


_arguments: Function = op(  # those of the gamma functions that mvlgamma multiplies
    "mvlgamma_arguments",
    lambda self, p: self + xp.arange((1 - p) / 2, 0.5, 0.5, self.dtype),
    self=lambda grad: grad,
    node="AddBackward0",
)
entr: Function = _floating(
    "special_entr",
    lambda self: special.entr(self),
    lambda grad, self: grad * (-(1 + log(self))),
    POSITIVE,
)
erfcx: Function = _floating(
    "special_erfcx",
    lambda self: special.erfcx(self),
    lambda grad, self, result: (2.0 * self * result - 2.0 / math.sqrt(math.pi)) * grad,
)
ndtri: Function = _floating(
    "special_ndtri",
    lambda self: special.ndtri(self),
    lambda grad, result: grad * math.sqrt(2 * math.pi) * exp(power(result, 2) / 2),
    unary(0.1, 0.9),
)
log_ndtr: Function = _floating(
    "special_log_ndtr",
    lambda self: special.log_ndtr(self),
    lambda grad, self, result: grad / math.sqrt(2 * math.pi) * exp(-(result + power(self, 2) / 2)),
)
i0: Function = _floating(
    "i0", lambda self: special.bessel(self, 0), lambda grad, self: grad * i1(self)
)
i0e: Function = _floating(
    "special_i0e",
    lambda self: special.bessel(self, 0, scaled=True),
    lambda grad, self, result: grad * (i1e(self) - sgn(self) * result),
    POSITIVE,
    node="SpecialI0EBackward0",
)
i1: Function = _floating(
    "special_i1",
    lambda self: special.bessel(self, 1),
    lambda grad, self, result: grad * _beside_zero(self, lambda x: i0(x) - result * reciprocal(x)),
)
i1e: Function = _floating(
    "special_i1e",
    lambda self: special.bessel(self, 1, scaled=True),
    lambda grad, self, result: (
        grad * _beside_zero(self, lambda x: i0e(x) - result * (sgn(x) + reciprocal(x)))
    ),
    node="SpecialI1EBackward0",
)


def _beside_zero(self: Any, rule: Any) -> Any:
    """A rule that divides by its argument; where that is 0, one half."""
    away = absolute(self) > 0.0
    return where(away, rule(where(away, self, 1.0)), 0.5)


def ndtr(input: Any) -> Any:
    """The standard normal distribution function, as PyTorch composes it."""
    return mul_scalar(add_scalar(erf(mul_scalar(input, math.sqrt(0.5))), 1), 0.5)


def _incomplete(name: str, sign: int) -> Function:
    """The entry of a regularised incomplete gamma function."""
    return op(
        name,
        lambda self, other: getattr(special, name)(self, other),
        self=not_differentiable(f"{name}: input"),
        other=lambda grad, self, other: (
            sign * grad * exp((self - 1) * log(other) - other - lgamma(self))
        ),
        promote="same",
    )


def _zeta(suffix: str, count: int, samples: Any, **rules: Any) -> Function:
    """The entry of zeta, of two tensors or of one and a number."""
    return op(
        "special_zeta" + suffix,
        lambda self, other: special.zeta(self, other),
        promote="float",
        node=f"SpecialZetaBackward{count}",
        samples=samples,
        **rules,
    )


def _zeta_rule(grad: Any, self: Any, other: Any) -> Any:
    return grad * -self * zeta(self + 1.0, other)


igamma, igammac = _incomplete("igamma", 1), _incomplete("igammac", -1)
_no_zeta = not_differentiable("zeta")
_zetas = (
    _zeta("", 0, (), self=_no_zeta, other=_zeta_rule),
    _zeta("_scalar", 1, ((2.5, numbers(2, low=0.5, high=3.0)),), other=_zeta_rule),
    _zeta("_number", 2, (), self=_no_zeta),
)


def zeta(input: Any, other: Any) -> Any:
    """The Hurwitz zeta function, by the overload torch would take."""
    if not is_tensor(other):
        return _zetas[2](input, other)
    return _zetas[0 if is_tensor(input) else 1](input, other)
