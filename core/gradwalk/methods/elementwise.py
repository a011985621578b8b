"""The methods of Tensor that work element by element, one line each.

A function of the table is a method as it is: its first parameter is the tensor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk import dtypes, errors
from gradwalk.apply import NUMBERS
from gradwalk.array import ndarray
from gradwalk.creation import tensor
from gradwalk.op import in_place
from gradwalk.operators import pow_
from gradwalk.ops import activation as a
from gradwalk.ops import arithmetic, basic_index, binary, choice, combined, compare, transcendental
from gradwalk.tensorbase import is_tensor

_clamp_number_ = in_place(choice.clamp_number, "clamp_")
_lerp_number_ = in_place(combined.lerp_number, "lerp_")
_lerp_tensor_ = in_place(combined.lerp_tensor, "lerp_")
_clamp_tensor_ = in_place(choice.clamp_tensor, "clamp_")


def clamp(self: Any, min: Any = None, max: Any = None) -> Any:
    """Each element no less than `min` and no more than `max`."""
    by_tensor = is_tensor(min) or is_tensor(max)
    return choice.clamp_tensor(self, min, max) if by_tensor else choice.clamp_number(self, min, max)


def clamp_(self: Any, min: Any = None, max: Any = None) -> Any:
    """`clamp` in place."""
    by_tensor = is_tensor(min) or is_tensor(max)
    return _clamp_tensor_(self, min, max) if by_tensor else _clamp_number_(self, min, max)


def div(self: Any, other: Any, *, rounding_mode: str | None = None) -> Any:
    """self / other, rounded if asked."""
    if rounding_mode is None:
        return arithmetic.div(self, other)
    return arithmetic.div_mode(self, other, rounding_mode)


def div_(self: Any, other: Any, *, rounding_mode: str | None = None) -> Any:
    """`div` in place."""
    if rounding_mode is None:
        return _div_(self, other)
    return _div_mode_(self, other, rounding_mode)


_div_, _div_mode_ = in_place(arithmetic.div), in_place(arithmetic.div_mode, "div_")


def rsub(self: Any, other: Any, alpha: Any = 1) -> Any:
    """other - self."""
    function = arithmetic.rsub_tensor if is_tensor(other) else arithmetic.rsub_scalar
    return function(self, other, alpha)


def fill_(self: Any, value: Any) -> Any:
    """Write one number everywhere."""
    if is_tensor(value):
        return basic_index.fill_tensor_(self, value)
    fits = value.__class__ in NUMBERS
    return basic_index.fill_(self, dtypes.fitted(value, self._array.dtype) if fits else value)


def copy_(self: Any, src: Any, non_blocking: bool = False) -> Any:
    """Write another tensor's elements, or one number."""
    if src.__class__ is ndarray:
        raise errors.not_a_tensor("copy_", "other", 1, src)
    return basic_index.copy_(self, tensor(src) if src.__class__ in NUMBERS else src)


def equal(self: Any, other: Any) -> bool:
    """Whether two tensors have the same shape and elements."""
    first, second = self._array, other._array
    return bool(first.shape == second.shape and (first == second).all())


def allclose(
    self: Any, other: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    """Whether all elements are close."""
    return bool(compare.isclose(self, other, rtol, atol, equal_nan)._array.all())


def _compared(function: Any) -> Callable[..., Any]:
    """A comparison in place: the answers as numbers of the tensor's own dtype."""

    def call(self: Any, *other: Any) -> Any:
        return self.copy_(function(self, *other))

    return call


class Elementwise:
    """What Tensor has of the table, element by element."""

    __slots__ = ()
    _array: Any
    sign: Any  # these are set below
    addcmul_: Any
    addcdiv_: Any

    add = arithmetic.add
    add_ = in_place(arithmetic.add)
    sub = subtract = arithmetic.sub
    sub_ = subtract_ = in_place(arithmetic.sub)
    mul = multiply = arithmetic.mul
    mul_ = multiply_ = in_place(arithmetic.mul)
    div = divide = true_divide = div
    div_, divide_, true_divide_ = div_, div_, _div_
    floor_divide = arithmetic.floor_divide
    floor_divide_ = arithmetic.floor_divide_
    remainder = arithmetic.remainder
    remainder_ = arithmetic.remainder_
    fmod = arithmetic.fmod
    fmod_ = arithmetic.fmod_
    pow = arithmetic.power
    pow_ = pow_
    neg = negative = arithmetic.neg
    neg_ = negative_ = in_place(arithmetic.neg)
    abs = absolute = arithmetic.absolute
    abs_ = absolute_ = in_place(arithmetic.absolute)
    logaddexp = transcendental.logaddexp
    xlogy = transcendental.xlogy
    xlogy_ = in_place(transcendental.xlogy_tensor)
    logit = transcendental.logit_plain
    trunc = fix = compare.trunc
    trunc_ = fix_ = in_place(compare.trunc)
    round = compare.round_
    round_ = in_place(compare.round_plain)
    clamp_min_ = in_place(choice.clamp_min)
    clamp_max_ = in_place(choice.clamp_max)
    clamp = clip = clamp
    clamp_ = clip_ = clamp_
    softmax = a.softmax
    log_softmax = a.log_softmax
    maximum = choice.maximum
    minimum = choice.minimum
    fmax = choice.fmax
    fmin = choice.fmin
    masked_fill = choice.masked_fill
    masked_fill_ = choice.masked_fill_
    zero_ = basic_index.zero_
    copy_ = copy_
    fill_ = fill_
    isnan = compare.isnan
    isinf = compare.isinf
    isfinite = compare.isfinite
    isclose = compare.isclose
    equal = equal
    allclose = allclose
    logical_not = compare.logical_not
    logical_not_ = _compared(compare.logical_not)
    logaddexp2 = binary.logaddexp2
    ldexp = binary.ldexp
    ldexp_ = in_place(binary.ldexp)
    frexp = binary.frexp
    hardshrink = a.hardshrink
    float_power = binary.float_power
    heaviside = compare.heaviside
    heaviside_ = in_place(compare.heaviside)
    isposinf = compare.isposinf
    isneginf = compare.isneginf
    signbit = compare.signbit
    bitwise_left_shift = compare.lshift
    bitwise_left_shift_ = in_place(compare.lshift)
    __ilshift__ = in_place(compare.lshift, operator=True)
    bitwise_right_shift = compare.rshift
    bitwise_right_shift_ = in_place(compare.rshift)
    __irshift__ = in_place(compare.rshift, operator=True)
    prelu = a.prelu_kernel

    def square_(self) -> Any:
        """`square` in place."""
        return pow_(self, 2)

    def square(self) -> Any:
        """self ** 2."""
        return arithmetic.pow_number(self, 2)

    def clamp_min(self, min: Any) -> Any:
        """Each element no less than `min`."""
        return clamp(self, min) if is_tensor(min) else choice.clamp_min(self, min)

    def clamp_max(self, max: Any) -> Any:
        """Each element no more than `max`."""
        return clamp(self, None, max) if is_tensor(max) else choice.clamp_max(self, max)

    def lerp(self, end: Any, weight: Any) -> Any:
        """Between self and `end`, by `weight`."""
        function = combined.lerp_tensor if is_tensor(weight) else combined.lerp_number
        return function(self, end, weight)

    def lerp_(self, end: Any, weight: Any) -> Any:
        """`lerp` in place."""
        function = _lerp_tensor_ if is_tensor(weight) else _lerp_number_
        return function(self, end, weight)

    def where(self, condition: Any, other: Any) -> Any:
        """Self where the condition holds, else `other`."""
        return choice.where(condition, self, other)

    def polygamma(self, n: int) -> Any:
        """The n-th derivative of digamma."""
        return transcendental.polygamma(n, self)

    def positive(self) -> Any:
        """Itself; truth values are refused."""
        if self._array.dtype.kind == "b":
            raise RuntimeError("The `+` operator, on a bool tensor is not supported.")
        return self


_BOTH = (  # those that have an in-place form
    (arithmetic, "reciprocal sqrt rsqrt log hypot"),
    (transcendental, "exp exp2 expm1 log1p log2 log10 sin cos tan asin acos atan sinh cosh tanh"),
    (transcendental, "asinh acosh atanh atan2 sinc deg2rad rad2deg erf erfc erfinv lgamma digamma"),
    (transcendental, "i0 igamma igammac mvlgamma"),
    (compare, "sgn sign floor ceil frac nan_to_num bitwise_and bitwise_or bitwise_xor bitwise_not"),
    (compare, "eq ne lt le gt ge logical_and logical_or logical_xor"),
    (combined, "addcmul addcdiv"),
    (binary, "copysign gcd lcm nextafter"),
    (a, "sigmoid relu"),
)
_OTHERWISE = {"ne": "not_equal", "lt": "less", "le": "less_equal", "gt": "greater"}
_OTHERWISE |= {"ge": "greater_equal", "asin": "arcsin", "acos": "arccos", "atan": "arctan"}
_OTHERWISE |= {"asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh", "atan2": "arctan2"}
for _module, _names in _BOTH:
    for _name in _names.split():
        _function = getattr(_module, _name)
        _into = (_compared if _names.startswith("eq") else in_place)(_function)
        for _each in {_name, _OTHERWISE.get(_name, _name)}:
            setattr(Elementwise, _each, _function)
            setattr(Elementwise, f"{_each}_", _into)
