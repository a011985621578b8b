"""The table of ufuncs: what each does to bools, integers, floats and complex numbers."""

from __future__ import annotations

import cmath
import math
import operator
from collections.abc import Callable
from typing import Any

from gradwalk.ndlist import c_math as c
from gradwalk.ndlist.dtype import BOOL, FLOAT64, complex_of, dtype, floating, real_of
from gradwalk.ndlist.folding import Rule
from gradwalk.ndlist.refusals import no_loop
from gradwalk.ndlist.ufunc import Binary, Unary, ufunc


# --- which dtype computes, which comes out --------------------------------------------------------
def _same(name: str, kind: dtype) -> tuple[dtype, dtype]:
    return kind, kind


def _real(name: str, kind: dtype) -> tuple[dtype, dtype]:
    found = floating(kind)
    return found, found


def _quotient(name: str, kind: dtype) -> tuple[dtype, dtype]:
    found = kind if kind.kind in "fc" else FLOAT64
    return found, found


def _truth(name: str, kind: dtype) -> tuple[dtype, dtype]:
    return kind, BOOL


def _no_bool(name: str, kind: dtype) -> tuple[dtype, dtype]:
    if kind.kind != "b":
        return kind, kind
    if name == "subtract":
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the "
            "`^` operator, or the logical_xor function instead."
        )
    if name == "negative":
        raise TypeError(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator "
            "or the logical_not function instead."
        )
    raise no_loop(name, kind)


def _byte(name: str, kind: dtype) -> tuple[dtype, dtype]:
    found = dtype("int8") if kind.kind == "b" else kind
    return found, found


# --- making them ----------------------------------------------------------------------------------

_KINDS = "biufc"


def _all(rule: Rule, kinds: str = _KINDS) -> dict[str, Rule]:
    return dict.fromkeys(kinds, rule)


def _function(name: str, real: Rule, complex_: Callable[[complex], complex] | None = None) -> ufunc:
    rules = {"f": real}
    if complex_ is not None:
        rules["c"] = c.of_complex(complex_)
    return Unary(name, rules, _real)


def _comparison(name: str, one: Callable[[Any, Any], Any], ordered: bool = False) -> ufunc:
    rules = _all(Rule(one))
    if ordered:
        rules["c"] = Rule(lambda a, b: one(c.order(a), c.order(b)) if a == a and b == b else False)
    return Binary(name, rules, _truth)


_either, _both = Rule(operator.or_, reducer=any), Rule(operator.and_, reducer=all)
add = Binary(
    "add",
    {
        "b": _either,
        **_all(Rule(operator.add, reducer=sum), "iuc"),
        "f": Rule(operator.add, reducer=c.total),
    },
    _same,
    identity=0,
)
subtract = Binary("subtract", _all(Rule(operator.sub), "iufc"), _no_bool)
multiply = Binary(
    "multiply", {"b": _both, **_all(Rule(operator.mul, reducer=math.prod), "iufc")}, _same, 1
)
true_divide = divide = Binary(
    "divide",
    {"f": Rule(operator.truediv, c.divide), "c": Rule(operator.truediv, c.complex_divide)},
    _quotient,
)
floor_divide = Binary(
    "floor_divide",
    {
        **_all(Rule(operator.floordiv, c.integer_quotient), "iu"),
        "f": Rule(operator.floordiv, c.floored),
    },
    _byte,
)
remainder = mod = Binary(
    "remainder",
    {**_all(Rule(operator.mod, c.integer_rest), "iu"), "f": Rule(operator.mod, c.rest)},
    _byte,
)
fmod = Binary("fmod", {**_all(Rule(c.cut_rest), "iu"), "f": Rule(math.fmod, c.safe_fmod)}, _byte)
power = pow = Binary(
    "power",
    {
        **_all(Rule(c.integer_power), "iu"),
        "f": Rule(math.pow, c.power),
        "c": Rule(operator.pow, c.complex_power),
    },
    _byte,
)
float_power = Binary(
    "float_power",
    {"f": Rule(math.pow, c.power), "c": Rule(operator.pow, c.complex_power)},
    lambda name, kind: (complex_of(FLOAT64) if kind.kind == "c" else FLOAT64,) * 2,
)
negative = Unary("negative", _all(Rule(operator.neg), "iufc"), _no_bool)
positive = Unary("positive", _all(Rule(operator.pos), "iufc"), _no_bool)
absolute = abs = Unary("absolute", _all(Rule(operator.abs)), lambda _, k: (k, real_of(k)))
fabs = Unary("fabs", {"f": Rule(math.fabs)}, _real)
square = Unary("square", _all(Rule(c.square), "iufc"), _byte)
reciprocal = Unary(
    "reciprocal",
    {
        **_all(Rule(lambda x: int(1 / x) if x else 0), "iu"),
        "f": Rule(lambda x: 1.0 / x, c.safe_reciprocal),
        "c": Rule(lambda z: 1.0 / z, lambda z: c.complex_divide(1, z)),
    },
    _byte,
)
sign = Unary(
    "sign",
    {**_all(Rule(lambda x: (x > 0) - (x < 0)), "iu"), "f": Rule(c.sign), "c": Rule(c.complex_sign)},
    _no_bool,
)
_SHORTER = {"float16": Rule(c.neighbour("e", "h")), "float32": Rule(c.neighbour("f", "i"))}


class _Neighbour(Binary):
    """nextafter, which is another number for each width of floats."""

    def _on_floats(self, rule: Rule | None) -> None:
        super()._on_floats(_SHORTER["float32"])

    def loops(self, kind: dtype) -> tuple[Rule, dtype, dtype]:
        rule, inner, outer = super().loops(kind)
        return _SHORTER.get(inner.name, rule), inner, outer


maximum = Binary(
    "maximum",
    {
        **_all(Rule(c.larger, loop=c.each_larger, reducer=max), "biu"),
        "f": Rule(c.larger, loop=c.each_larger, reducer=c.most),
        "c": Rule(c.complex_larger),
    },
    _same,
)
minimum = Binary(
    "minimum",
    {
        **_all(Rule(c.smaller, loop=c.each_smaller, reducer=min), "biu"),
        "f": Rule(c.smaller, loop=c.each_smaller, reducer=c.least),
        "c": Rule(c.complex_smaller),
    },
    _same,
)
fmax = Binary("fmax", _all(Rule(c.ignoring(c.larger)), "biuf"), _same)
fmin = Binary("fmin", _all(Rule(c.ignoring(c.smaller)), "biuf"), _same)
hypot = Binary("hypot", {"f": Rule(c.hypot)}, _real)
arctan2 = atan2 = Binary("arctan2", {"f": Rule(math.atan2)}, _real)
copysign = Binary("copysign", {"f": Rule(math.copysign)}, _real)
nextafter = _Neighbour("nextafter", {"f": Rule(math.nextafter)}, _real)
heaviside = Binary("heaviside", {"f": Rule(c.step)}, _real)
logaddexp = Binary("logaddexp", {"f": Rule(c.log_sum)}, _real, identity=-c.INF)
logaddexp2 = Binary("logaddexp2", {"f": Rule(c.log2_sum)}, _real, identity=-c.INF)

exp = _function("exp", Rule(math.exp, c.exp), cmath.exp)
exp2 = _function("exp2", c.growing(math.exp2), lambda z: 2**z)
expm1 = _function("expm1", c.growing(math.expm1), c.expm1)
log = _function("log", c.logarithm(math.log), cmath.log)
log2 = _function("log2", c.logarithm(math.log2), c.log2)
log10 = _function("log10", c.logarithm(math.log10), cmath.log10)
log1p = _function("log1p", c.logarithm(math.log1p, -1.0), c.log1p)
sqrt = _function("sqrt", c.within(math.sqrt), cmath.sqrt)
cbrt = _function("cbrt", Rule(math.cbrt))
sin = _function("sin", c.within(math.sin), cmath.sin)
cos = _function("cos", c.within(math.cos), cmath.cos)
tan = _function("tan", c.within(math.tan), cmath.tan)
arcsin = asin = _function("arcsin", c.within(math.asin), cmath.asin)
arccos = acos = _function("arccos", c.within(math.acos), cmath.acos)
arctan = atan = _function("arctan", Rule(math.atan), cmath.atan)
sinh = _function("sinh", c.growing(math.sinh, odd=True), cmath.sinh)
cosh = _function("cosh", c.growing(math.cosh), cmath.cosh)
tanh = _function("tanh", Rule(math.tanh), cmath.tanh)
arcsinh = asinh = _function("arcsinh", Rule(math.asinh), cmath.asinh)
arccosh = acosh = _function("arccosh", c.within(math.acosh), cmath.acosh)
arctanh = atanh = _function("arctanh", Rule(math.atanh, c.safe_arctanh), cmath.atanh)
deg2rad = radians = _function("deg2rad", Rule(math.radians))
rad2deg = degrees = _function("rad2deg", Rule(math.degrees))

_kept = _all(Rule(operator.pos), "biu")
floor = Unary("floor", {**_kept, "f": c.rounding(math.floor)}, _same)
ceil = Unary("ceil", {**_kept, "f": c.rounding(math.ceil)}, _same)
trunc = fix = Unary("trunc", {**_kept, "f": c.rounding(math.trunc)}, _same)
rint = _function("rint", c.rounding(round), lambda z: complex(c.rounded(z.real), c.rounded(z.imag)))
equal = _comparison("equal", operator.eq)
not_equal = _comparison("not_equal", operator.ne)
less = _comparison("less", operator.lt, ordered=True)
less_equal = _comparison("less_equal", operator.le, ordered=True)
greater = _comparison("greater", operator.gt, ordered=True)
greater_equal = _comparison("greater_equal", operator.ge, ordered=True)

logical_and = Binary(
    "logical_and", _all(Rule(lambda a, b: bool(a and b), reducer=all)), _truth, identity=True
)
logical_or = Binary(
    "logical_or", _all(Rule(lambda a, b: bool(a or b), reducer=any)), _truth, identity=False
)
logical_xor = Binary("logical_xor", _all(Rule(lambda a, b: bool(a) != bool(b))), _truth, False)
logical_not = Unary("logical_not", _all(Rule(operator.not_)), _truth)

bitwise_and = Binary("bitwise_and", _all(Rule(operator.and_), "biu"), _same, identity=-1)
bitwise_or = Binary("bitwise_or", _all(Rule(operator.or_), "biu"), _same, identity=0)
bitwise_xor = Binary("bitwise_xor", _all(Rule(operator.xor), "biu"), _same, identity=0)
invert = bitwise_not = Unary(
    "invert", {"b": Rule(operator.not_), **_all(Rule(operator.invert), "iu")}, _same
)
left_shift = Binary("left_shift", _all(Rule(lambda a, b: a << b if b < 64 else 0), "iu"), _byte)
right_shift = Binary("right_shift", _all(Rule(operator.rshift), "iu"), _byte)
gcd = Binary("gcd", _all(Rule(math.gcd), "iu"), _byte, identity=0)
lcm = Binary("lcm", _all(Rule(math.lcm), "iu"), _byte)

isnan = Unary("isnan", _all(Rule(lambda x: x != x)), _truth)
isfinite = Unary("isfinite", _all(Rule(cmath.isfinite)), _truth)
isinf = Unary("isinf", _all(Rule(cmath.isinf)), _truth)
signbit = Unary("signbit", _all(Rule(lambda x: math.copysign(1.0, x) < 0), "biuf"), _truth)
conjugate = conj = Unary("conjugate", _all(Rule(lambda x: x.conjugate())), _same)


def divmod(x1: Any, x2: Any, /) -> tuple[Any, Any]:
    """Quotient, rounded down, and remainder."""
    return floor_divide(x1, x2), remainder(x1, x2)


def modf(x: Any, /) -> tuple[Any, Any]:
    """What is behind the point and what is before it, both with the sign of the number."""
    whole = trunc(x)
    return copysign(x - whole, x), whole
