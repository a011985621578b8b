"""Element by element: sums, products, quotients, powers.

Rules follow PyTorch's derivatives.yaml, term by term, so that rounding and the graph of a gradient
(create_graph) are the same too.
"""

from __future__ import annotations

import math
import operator
from typing import Any

from gradwalk import dtypes, errors
from gradwalk.apply import promoted
from gradwalk.array import BITS, FLOAT32, float32, xp
from gradwalk.op import Function, in_place, op
from gradwalk.ops import rounded
from gradwalk.ops.choice import where
from gradwalk.ops.compare import refusing, sgn, zeros_of
from gradwalk.ops.samples import BINARY, BINARY_POSITIVE, POSITIVE, UNARY, numbers
from gradwalk.tensorbase import fresh, is_tensor


def _times(value: Any, factor: Any) -> Any:
    """value * factor, without an operation where the factor is 1."""
    return value if isinstance(factor, (int, float)) and factor == 1 else value * factor


_FUSED = 1024  # elements; ATen multiplies and adds with one rounding, which costs time here
_BLOCK = 31 * 1024  # elements; they fit the cache, and what a heap has at hand


def _check_alpha(self: Any, other: Any, alpha: Any) -> None:
    kind = xp.result_type(self, other).kind
    if alpha.__class__ is bool and kind != "b":
        raise RuntimeError("Boolean alpha only supported for Boolean results.")
    if alpha.__class__ is complex and kind != "c":
        text = "For non-complex input tensors, argument alpha must not be a complex number."
        raise RuntimeError(text)
    if alpha.__class__ is float and kind in "iub":
        text = "For integral input tensors, argument alpha must not be a floating point number."
        raise RuntimeError(text)


def _scaled(value: Any, factor: Any, kind: Any) -> Any:
    """value * factor for an array of a dtype; of truth values a factor is one itself."""
    if kind.kind == "b":
        return value & bool(factor)
    return value * (dtypes.fitted(factor, kind) if isinstance(factor, int) else factor)


def plus(self: Any, other: Any, factor: Any) -> Any:
    """self + factor * other, rounded once in float32 as by ATen's fused multiply-add."""
    if factor.__class__ in (bool, float, complex):
        _check_alpha(self, other, factor)
    if isinstance(factor, (int, float)) and factor == 1:
        return self + other
    kinds: list[Any] = [getattr(each, "dtype", None) for each in (self, other)]
    if not (kinds[0] is kinds[1] is FLOAT32) or self.size > _FUSED or other.size > _FUSED:
        return self + _scaled(other, factor, xp.result_type(self, other))
    single = float32(factor) if isinstance(factor, (int, float)) else factor
    return (other * single.astype("float64") + self).astype(FLOAT32)


def minus_product(start: Any, one: Any, other: Any) -> Any:
    """start - one * other, rounded once as by ATen's fused multiply-add.

    All the digits depend on it where the two are close. In float64 what product and difference
    lose is found as by Dekker and by Knuth; 2**27 + 1 halves the digits.
    """
    kind = getattr(one, "dtype", None)  # a symbol, of which a formula is written, has none
    if kind not in (FLOAT32, xp.float64) or one.size > _FUSED:
        return start - one * other
    if kind == FLOAT32:
        return (start - one.astype("float64") * other).astype(FLOAT32)
    (high, low), (upper, lower) = [
        ((wide := each * 134217729.0) - (wide - each), each - (wide - (wide - each)))
        for each in (one, other)
    ]
    product = one * other
    rest, excess = start - product, high * upper - product + high * lower + low * upper
    lost = start - (rest - (rest - start)) - (product + (rest - start)) - (excess + low * lower)
    return xp.where(xp.isfinite(lost), rest + lost, rest)


def _minus(self: Any, other: Any, alpha: Any) -> Any:
    """self - alpha * other."""
    if alpha.__class__ in (bool, complex):
        _check_alpha(self, other, alpha)
    return self - other if alpha == 1 else plus(self, other, -alpha)


def _minus_into(self: Any, other: Any) -> None:
    if other.__class__ is bool:
        errors.check_bools([self, other])
    self -= other


def _alike(self: Any, other: Any) -> bool:
    """Whether two arrays of NumPy lie in the same order and without gaps."""
    same = other.__class__ is self.__class__ and other.shape == self.shape
    return BITS is not None and same and self.flags.c_contiguous and other.flags.c_contiguous


def _add_in_blocks(self: Any, other: Any, alpha: Any) -> None:
    """`self += other * alpha`, block by block: no new memory as large as they are."""
    scaled = xp.empty(_BLOCK, xp.result_type(other, alpha))
    for start in range(0, self.size, _BLOCK):
        part = self[start : start + _BLOCK]
        block = scaled[: part.size]
        xp.multiply(other[start : start + _BLOCK], alpha, out=block)
        part += block


def _plus_into(self: Any, other: Any, alpha: Any) -> None:
    """`plus` in the memory of `self`."""
    if alpha.__class__ in (bool, complex):
        _check_alpha(self, other, alpha)
    if alpha == 1 or self.size > _FUSED or getattr(other, "dtype", None) is not FLOAT32:
        if self.dtype.kind == "b":
            self |= _scaled(other, alpha, self.dtype)
        elif alpha != 1 and self.size > _BLOCK and _alike(self, other):
            _add_in_blocks(self.reshape(-1), other.reshape(-1), alpha)
        else:
            self += _times(other, alpha)
    else:
        self += other * xp.float64(float32(alpha))  # rounded as it is written


# --- arithmetic -----------------------------------------------------------------------------------

add: Function = op(
    "add",
    lambda self, other, alpha=1: plus(self, other, alpha),
    self=lambda grad: grad,
    other=lambda grad, alpha: _times(grad, alpha),
    promote="same",
    quick=operator.add,
    into=lambda self, other, alpha=1: _plus_into(self, other, alpha),
    samples=(*BINARY, (numbers(3), numbers(3, start=5), 2.5)),
)
sub: Function = op(
    "sub",
    lambda self, other, alpha=1: _minus(self, other, alpha),
    self=lambda grad: grad,
    other=lambda grad, alpha: _times(-grad, alpha),
    promote="same",
    quick=operator.sub,
    into=lambda self, other, alpha=1: (
        _minus_into(self, other)
        if alpha == 1 and alpha is not True
        else _plus_into(self, other, alpha if alpha.__class__ is bool else -alpha)
    ),
    samples=(*BINARY, (numbers(3), numbers(3, start=5), 2.5)),
)


def _number_less(self: Any, other: Any, alpha: Any) -> Any:
    if other.__class__ is bool or self.dtype.kind == "b":
        errors.check_bools([self, other])
    if alpha.__class__ in (bool, complex):
        _check_alpha(self, other, alpha)
    return other - _times(self, alpha)


rsub_scalar: Function = op(
    "rsub_scalar",
    lambda self, other, alpha=1: _number_less(self, other, alpha),
    self=lambda grad, alpha: _times(-grad, alpha),
    promote="same",
    node="RsubBackward1",
    samples=((numbers(2, 3), 1.5),),
)
rsub_tensor: Function = op(
    "rsub",
    lambda self, other, alpha=1: other - _times(self, alpha),
    self=lambda grad, alpha: _times(-grad, alpha),
    other=lambda grad: grad,
    promote="same",
    samples=BINARY,
)
mul: Function = op(
    "mul",
    lambda self, other: self * other,
    self=lambda grad, other: grad * other,
    other=lambda grad, self: grad * self,
    promote="same",
    quick=operator.mul,
    into=operator.imul,
    samples=BINARY,
)
mul_scalar: Function = op(  # what rules multiply by when PyTorch's take the overload for a number
    "mul_scalar",
    lambda self, other: self * other,
    self=lambda grad, other: mul_scalar(grad, other),
    promote="same",
    node="MulBackward1",
    samples=((numbers(2, 3), 1.5),),
)
div: Function = op(
    "div",
    lambda self, other: self / other,
    self=lambda grad, other: grad / other,
    other=lambda grad, self, other: -grad * ((self / other) / other),
    promote="float",
    quick=operator.truediv,
    into=operator.itruediv,
    samples=BINARY_POSITIVE,
)
div_scalar: Function = op(  # the overload for a number, which a few functions of PyTorch call
    "div_scalar",
    lambda self, other: self / other,
    self=lambda grad, other: div_scalar(grad, other),
    promote="float",
    node="DivBackward1",
    samples=((numbers(2, 3), 1.5),),
)


def _divide_rounded(self: Any, other: Any, rounding_mode: str) -> Any:
    if rounding_mode not in ("trunc", "floor"):
        wanted = "div expected rounding_mode to be one of None, 'trunc', or 'floor'"
        raise RuntimeError(f"{wanted} but found '{rounding_mode}'")
    kind = xp.result_type(self, other)
    if kind.kind == "b":
        raise NotImplementedError(f"\"div_{rounding_mode}_cpu\" not implemented for 'Bool'")
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


div_mode: Function = op(
    "div_mode",
    _divide_rounded,
    self=lambda grad, other, rounding_mode: zeros_of(grad),
    other=lambda grad, self, other, rounding_mode: zeros_of(grad),
    promote="same",
    node="DivBackward2",
)

# --- as C++ spells them ---------------------------------------------------------------------------
# Rules that are recorded (create_graph) call the overloads for a number, with one edge and nodes of
# their own, and subtract a tensor from a tensor of equal numbers.

add_scalar: Function = op(
    "add_scalar",
    lambda self, other: self + other,
    self=lambda grad: grad,
    promote="same",
    node="AddBackward1",
    samples=((numbers(2, 3), 1.5),),
)
sub_scalar: Function = op(
    "sub_scalar",
    lambda self, other: self - other,
    self=lambda grad: grad,
    promote="same",
    node="SubBackward1",
    samples=((numbers(2, 3), 1.5),),
)


def number_minus(self: Any, other: Any) -> Any:
    return sub(fresh(xp.full_like(self._array, other)), self)


add.entry.in_rule = add_scalar
sub.entry.in_rule = sub_scalar
mul.entry.in_rule = mul_scalar
div.entry.in_rule = div_scalar
rsub_scalar.entry.in_rule = number_minus


def not_implemented(self: Any) -> str:
    """The C++ name of a node without a derivative."""
    return "torch::autograd::NotImplemented"


def without_derivative(
    name: str, forward: Any, *inputs: str, torch_name: str = "", **options: Any
) -> Function:
    """An entry whose node is there to refuse, by these inputs."""
    rule = refusing(RuntimeError(f"derivative for aten::{torch_name or name} is not implemented"))
    made = op(name, forward, **dict.fromkeys(inputs, rule), node="NotImplemented", **options)
    made.entry.node.name = not_implemented  # type: ignore[method-assign]
    return made


def _floored(name: str, *operands: str, forward: Any = None, promote: Any = None) -> Function:
    """An entry of floor_divide first of all; a number has no edge."""
    return without_derivative(
        name,
        forward or (lambda self, other: _divide_rounded(self, other, "floor")),
        *operands,
        torch_name=name.partition(".")[0],
        promote=promote if forward else "same",
    )


_floor_tensor = _floored("floor_divide", "self", "other")


def _floored_both(self: Any, other: Any) -> Any:
    """Of two tensors, though one of them has no edge, and is no operand of the entry."""
    both = promoted(_floor_tensor.entry, (self, other), (0, 1))
    return _divide_rounded(both[0], both[1], "floor")


_floor_untracked = _floored(
    "floor_divide.untracked", "self", forward=lambda self, value: _floored_both(self, value)
)
_floor_constant = _floored(
    "floor_divide.constant", "other", forward=lambda value, other: _floored_both(value, other)
)
_floor_number = _floored("floor_divide.number", "self")
_floor_tensor_ = in_place(_floored("floor_divide_", "self", "other"), "floor_divide_")
_floor_number_ = in_place(_floored("floor_divide_.number", "self"), "floor_divide_")


def floor_divide(self: Any, other: Any) -> Any:
    """self // other, rounded down."""
    from gradwalk.views import tracked

    if not is_tensor(other):
        return _floor_number(self, other)
    if is_tensor(self) and tracked(self) and not tracked(other):
        return _floor_untracked(self, other)  # the node has edges to what is tracked alone
    if tracked(other) and not (is_tensor(self) and tracked(self)):
        return _floor_constant(self, other)
    return _floor_tensor(self, other)


def floor_divide_(self: Any, other: Any) -> Any:
    """The same in place."""
    return (_floor_tensor_ if is_tensor(other) else _floor_number_)(self, other)


def _fmod(self: Any, other: Any) -> Any:
    if xp.result_type(self, other).kind in "iu":
        _refuse_zero(other)
    return xp.fmod(self, other)


def _remainder(self: Any, other: Any) -> Any:
    """The remainder with the divisor's sign; a zero keeps the dividend's, as in ATen."""
    rest = _fmod(self, other)
    return xp.where((rest != 0) & ((other < 0) != (rest < 0)), rest + other, rest)


remainder_number: Function = op(
    "remainder", _remainder, self=lambda grad: grad, promote="same", samples=((numbers(2, 3), 0.7),)
)
remainder_tensor: Function = op(
    "remainder_tensor",
    _remainder,
    self=lambda grad: grad,
    other=lambda grad, self, other: -grad * div_mode(self, other, "floor"),
    promote="same",
    node="RemainderBackward1",
    samples=BINARY_POSITIVE,
)
fmod_number: Function = op(
    "fmod", _fmod, self=lambda grad: grad, promote="same", samples=((numbers(2, 3), 0.7),)
)
fmod_tensor: Function = op(
    "fmod_tensor",
    _fmod,
    self=lambda grad: grad,
    other=lambda grad, self, other: -grad * div_mode(self, other, "trunc"),
    promote="same",
    node="FmodBackward1",
    samples=BINARY_POSITIVE,
)
_remainder_of_number = _floored("remainder.of_number", "other", forward=_remainder, promote="same")
_remainder_number_ = in_place(remainder_number, "remainder_")
_remainder_tensor_ = in_place(remainder_tensor, "remainder_")
_fmod_number_ = in_place(fmod_number, "fmod_")
_fmod_tensor_ = in_place(fmod_tensor, "fmod_")


def remainder(input: Any, other: Any) -> Any:
    if not is_tensor(input):
        return _remainder_of_number(input, other)
    return (remainder_tensor if is_tensor(other) else remainder_number)(input, other)


def fmod(input: Any, other: Any) -> Any:
    return (fmod_tensor if is_tensor(other) else fmod_number)(input, other)


def remainder_(input: Any, other: Any) -> Any:
    return (_remainder_tensor_ if is_tensor(other) else _remainder_number_)(input, other)


def fmod_(input: Any, other: Any) -> Any:
    return (_fmod_tensor_ if is_tensor(other) else _fmod_number_)(input, other)


neg: Function = op("neg", lambda self: -self, self=lambda grad: -grad, samples=UNARY)
absolute: Function = op(
    "abs", lambda self: abs(self), self=lambda grad, self: grad * sgn(self), samples=UNARY
)
reciprocal: Function = op(
    "reciprocal",
    lambda self: 1 / self,
    self=lambda grad, result: -grad * (result * result),
    promote="float",
    samples=POSITIVE,
)

# --- powers ---------------------------------------------------------------------------------------

_POWERS: dict[float, Any] = {  # those that ATen's kernel computes without pow
    0.5: lambda self: xp.sqrt(self),
    -0.5: lambda self: 1 / xp.sqrt(self),
    2: lambda self: self * self,
    3: lambda self: self * self * self,
    -1: lambda self: 1 / self,
    -2: lambda self: 1 / (self * self),
}


def _inverse_powers(self: Any, exponent: Any) -> Any:
    """Integers to negative powers: refused for a number, cut to 0 within a tensor, but for 1."""
    if exponent.__class__ in (int, float):
        raise RuntimeError("Integers to negative integer powers are not allowed.")
    sign = xp.where((self == -1) & (exponent % 2 != 0), -1, 1)
    cut = xp.where(abs(xp.asarray(self)) == 1, sign, 0)
    return xp.where(exponent < 0, cut, self ** xp.where(exponent < 0, 0, exponent))


def _power(self: Any, exponent: Any) -> Any:
    kind = xp.result_type(self, exponent)
    if kind.kind == "b":
        if not hasattr(self, "dtype"):
            raise NotImplementedError("\"pow\" not implemented for 'Bool'")
        return self if exponent else xp.ones_like(self)
    if kind.kind in "iub" and xp.any(xp.asarray(exponent) < 0):
        return _inverse_powers(self, exponent)
    special = _POWERS.get(exponent) if exponent.__class__ in (int, float) else None
    if special is not None and kind.kind == "f":
        return special(self)
    if exponent.__class__ in (int, float) and exponent == 2:
        return self * self
    return rounded.power(self, exponent) if kind.kind == "f" else self**exponent


pow_number: Function = op(
    "pow",
    _power,
    self=lambda grad, self, exponent: (
        zeros_of(self) if exponent == 0 else grad * mul_scalar(power(self, exponent - 1), exponent)
    ),
    promote="same",
    samples=((numbers(2, 3, low=0.25), 2), (numbers(2, low=0.25), -1.5), (numbers(2), 3)),
)
pow_tensor: Function = op(
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
pow_scalar: Function = op(
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


sqrt: Function = op(
    "sqrt",
    lambda self: xp.sqrt(self),
    quick=xp.sqrt,
    self=lambda grad, result: grad / (2 * result),
    promote="float",
    samples=POSITIVE,
)
rsqrt: Function = op(
    "rsqrt",
    lambda self: 1 / xp.sqrt(self),
    self=lambda grad, result: -0.5 * grad * power(result, 3),
    promote="float",
    samples=POSITIVE,
)
hypot: Function = op(
    "hypot",
    lambda self, other: xp.hypot(self, other),
    self=lambda grad, self, result: grad * self / result,
    other=lambda grad, other, result: grad * other / result,
    promote="same",
    samples=BINARY_POSITIVE,
)

# --- exponentials and logarithms ------------------------------------------------------------------

log: Function = op(
    "log",
    lambda self: rounded.log(self),
    quick=rounded.log,
    self=lambda grad, self: grad / self,
    promote="float",
    samples=POSITIVE,
)
