"""The table of ufuncs: what each does to bools, integers, floats and complex numbers."""

from __future__ import annotations

import builtins
import cmath
import math
import operator
from collections.abc import Callable, Iterable
from typing import Any

from gradwalk.ndlist.dtype import BOOL, FLOAT64, complex_of, dtype, floating, real_of
from gradwalk.ndlist.ufunc import Rule, no_loop, ufunc

_INF = math.inf
_NAN = math.nan


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


def _parts(name: str, kind: dtype) -> tuple[dtype, dtype]:
    return kind, real_of(kind)


# --- arithmetic -----------------------------------------------------------------------------------


def _sum(numbers: list[float]) -> float:
    return sum(numbers, 0.0)


def _divide(a: float, b: float) -> float:
    if b:
        return a / b
    if a == 0 or a != a:
        return _NAN
    return math.copysign(_INF, a) * math.copysign(1.0, b)


def _complex_divide(a: complex, b: complex) -> complex:
    return a / b if b else complex(_divide(a.real, 0.0), _divide(a.imag, 0.0))


def _integer_quotient(a: int, b: int) -> int:
    return a // b if b else 0


def _floored(a: float, b: float) -> float:
    return a // b if b else _divide(a, b)


def _integer_rest(a: int, b: int) -> int:
    return a % b if b else 0


def _cut_rest(a: int, b: int) -> int:
    """The remainder with the sign of the dividend."""
    rest = builtins.abs(a) % builtins.abs(b) if b else 0
    return -rest if a < 0 else rest


def _safe_fmod(a: float, b: float) -> float:
    try:
        return math.fmod(a, b)
    except ValueError:
        return _NAN


def _rest(a: float, b: float) -> float:
    return a % b if b else _NAN


def _integer_power(a: int, b: int) -> int:
    if b < 0:
        raise ValueError("Integers to negative integer powers are not allowed.")
    return a**b if b < 64 else builtins.pow(a, b, 1 << 64)


def _power(a: float, b: float) -> float:
    try:
        return math.pow(a, b)
    except OverflowError:
        return -_INF if a < 0 and b % 2 == 1 else _INF
    except ValueError:
        if a == 0:  # to a negative power
            return math.copysign(_INF, a) if b % 2 == 1 else _INF
        return _NAN


def _complex_power(a: complex, b: complex) -> complex:
    try:
        return a**b
    except ZeroDivisionError:
        return complex(_NAN, _NAN)


def _larger(a: Any, b: Any) -> Any:
    return a if a >= b or a != a else b


def _smaller(a: Any, b: Any) -> Any:
    return a if a <= b or a != a else b


def _each_larger(xs: Iterable[Any], ys: Iterable[Any]) -> list[Any]:
    return [a if a >= b or a != a else b for a, b in zip(xs, ys, strict=False)]


def _each_smaller(xs: Iterable[Any], ys: Iterable[Any]) -> list[Any]:
    return [a if a <= b or a != a else b for a, b in zip(xs, ys, strict=False)]


def _most(numbers: list[float]) -> float:
    """The largest; not-a-number if there is one. A sum finds out quickly."""
    total = sum(numbers)
    if total != total and any(map(math.isnan, numbers)):
        return _NAN
    return max(numbers)


def _least(numbers: list[float]) -> float:
    total = sum(numbers)
    if total != total and any(map(math.isnan, numbers)):
        return _NAN
    return min(numbers)


def _order(z: complex) -> tuple[float, float]:
    return z.real, z.imag


def _complex_larger(a: complex, b: complex) -> complex:
    return a if a != a or (b == b and _order(a) >= _order(b)) else b


def _complex_smaller(a: complex, b: complex) -> complex:
    return a if a != a or (b == b and _order(a) <= _order(b)) else b


def _ignoring(pick: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """fmax and fmin: the other number, where one is none."""

    def one(a: Any, b: Any) -> Any:
        return b if a != a else a if b != b else pick(a, b)

    return one


def _hypot(a: float, b: float) -> float:
    return math.hypot(a, b)


def _log_sum(a: float, b: float) -> float:
    """log(exp(a) + exp(b))."""
    if a == b:
        return a + math.log(2.0)
    if a != a or b != b:
        return _NAN
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(math.exp(low - high))


def _log2_sum(a: float, b: float) -> float:
    if a == b:
        return a + 1.0
    if a != a or b != b:
        return _NAN
    high, low = (a, b) if a > b else (b, a)
    return high + math.log1p(2.0 ** (low - high)) / math.log(2.0)


def _step(a: float, b: float) -> float:
    if a != a:
        return a
    return b if a == 0 else float(a > 0)


def _sign(a: float) -> float:
    return a if a != a else float((a > 0) - (a < 0))


def _complex_sign(z: complex) -> complex:
    return z / builtins.abs(z) if z else 0j


# --- functions of one number ----------------------------------------------------------------------


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return _INF


def _log(function: Callable[[float], float], pole: float = 0.0) -> Rule:
    def safe(x: float) -> float:
        if x > pole or x != x:
            return function(x)
        return -_INF if x == pole else _NAN

    return Rule(function, safe)


def _within(function: Callable[[float], float]) -> Rule:
    """Not a number outside of where the function is defined."""

    def safe(x: float) -> float:
        try:
            return function(x)
        except ValueError:
            return _NAN

    return Rule(function, safe)


def _growing(function: Callable[[float], float], odd: bool = False) -> Rule:
    """Infinite where it overflows."""

    def safe(x: float) -> float:
        try:
            return function(x)
        except OverflowError:
            return -_INF if odd and x < 0 else _INF

    return Rule(function, safe)


def _safe_arctanh(x: float) -> float:
    if builtins.abs(x) == 1:
        return math.copysign(_INF, x)
    return math.atanh(x) if builtins.abs(x) < 1 else _NAN


def _rounding(function: Callable[[float], int]) -> Rule:
    """The sign of zero and what is not finite stay."""

    def one(x: float) -> float:
        return math.copysign(function(x), x)

    def safe(x: float) -> float:
        return one(x) if math.isfinite(x) else x

    return Rule(one, safe)


def _safe_reciprocal(x: float) -> float:
    return _divide(1.0, x)


def _complex(function: Callable[[complex], complex]) -> Rule:
    def safe(z: complex) -> complex:
        try:
            return function(z)
        except (ValueError, OverflowError, ZeroDivisionError):
            if function in (cmath.log, cmath.log10) and z == 0:
                return complex(-_INF, 0.0)
            return complex(_NAN, _NAN)

    return Rule(function, safe)


def _expm1(z: complex) -> complex:
    return cmath.exp(z) - 1


def _log1p(z: complex) -> complex:
    return cmath.log(1 + z)


def _log2(z: complex) -> complex:
    return cmath.log(z) / math.log(2.0)


def _square(x: Any) -> Any:
    return x * x


# --- making them ----------------------------------------------------------------------------------

_KINDS = "biufc"


def _all(rule: Rule, kinds: str = _KINDS) -> dict[str, Rule]:
    return dict.fromkeys(kinds, rule)


def _function(name: str, real: Rule, complex_: Callable[[complex], complex] | None = None) -> ufunc:
    rules = {"f": real}
    if complex_ is not None:
        rules["c"] = _complex(complex_)
    return ufunc(name, 1, rules, _real)


def _comparison(name: str, one: Callable[[Any, Any], Any], ordered: bool = False) -> ufunc:
    rules = _all(Rule(one))
    if ordered:
        rules["c"] = Rule(lambda a, b: one(_order(a), _order(b)) if a == a and b == b else False)
    return ufunc(name, 2, rules, _truth)


_either, _both = Rule(operator.or_, reducer=any), Rule(operator.and_, reducer=all)
add = ufunc(
    "add",
    2,
    {
        "b": _either,
        **_all(Rule(operator.add, reducer=sum), "iuc"),
        "f": Rule(operator.add, reducer=_sum),
    },
    _same,
    identity=0,
)
subtract = ufunc("subtract", 2, _all(Rule(operator.sub), "iufc"), _no_bool)
multiply = ufunc(
    "multiply", 2, {"b": _both, **_all(Rule(operator.mul, reducer=math.prod), "iufc")}, _same, 1
)
true_divide = divide = ufunc(
    "divide",
    2,
    {"f": Rule(operator.truediv, _divide), "c": Rule(operator.truediv, _complex_divide)},
    _quotient,
)
floor_divide = ufunc(
    "floor_divide",
    2,
    {
        **_all(Rule(operator.floordiv, _integer_quotient), "iu"),
        "f": Rule(operator.floordiv, _floored),
    },
    _byte,
)
remainder = mod = ufunc(
    "remainder",
    2,
    {**_all(Rule(operator.mod, _integer_rest), "iu"), "f": Rule(operator.mod, _rest)},
    _byte,
)
fmod = ufunc("fmod", 2, {**_all(Rule(_cut_rest), "iu"), "f": Rule(math.fmod, _safe_fmod)}, _byte)
power = pow = ufunc(
    "power",
    2,
    {
        **_all(Rule(_integer_power), "iu"),
        "f": Rule(math.pow, _power),
        "c": Rule(operator.pow, _complex_power),
    },
    _byte,
)
float_power = ufunc(
    "float_power",
    2,
    {"f": Rule(math.pow, _power), "c": Rule(operator.pow, _complex_power)},
    lambda name, kind: (complex_of(FLOAT64) if kind.kind == "c" else FLOAT64,) * 2,
)
negative = ufunc("negative", 1, _all(Rule(operator.neg), "iufc"), _no_bool)
positive = ufunc("positive", 1, _all(Rule(operator.pos), "iufc"), _no_bool)
absolute = abs = ufunc("absolute", 1, _all(Rule(operator.abs)), _parts)
fabs = ufunc("fabs", 1, {"f": Rule(math.fabs)}, _real)
square = ufunc("square", 1, _all(Rule(_square), "iufc"), _byte)
reciprocal = ufunc(
    "reciprocal",
    1,
    {
        **_all(Rule(lambda x: int(1 / x) if x else 0), "iu"),
        "f": Rule(lambda x: 1.0 / x, _safe_reciprocal),
        "c": Rule(lambda z: 1.0 / z, lambda z: _complex_divide(1, z)),
    },
    _byte,
)
sign = ufunc(
    "sign",
    1,
    {
        **_all(Rule(lambda x: (x > 0) - (x < 0)), "iu"),
        "f": Rule(_sign),
        "c": Rule(_complex_sign),
    },
    _no_bool,
)
maximum = ufunc(
    "maximum",
    2,
    {
        **_all(Rule(_larger, loop=_each_larger, reducer=max), "biu"),
        "f": Rule(_larger, loop=_each_larger, reducer=_most),
        "c": Rule(_complex_larger),
    },
    _same,
)
minimum = ufunc(
    "minimum",
    2,
    {
        **_all(Rule(_smaller, loop=_each_smaller, reducer=min), "biu"),
        "f": Rule(_smaller, loop=_each_smaller, reducer=_least),
        "c": Rule(_complex_smaller),
    },
    _same,
)
fmax = ufunc("fmax", 2, _all(Rule(_ignoring(_larger)), "biuf"), _same)
fmin = ufunc("fmin", 2, _all(Rule(_ignoring(_smaller)), "biuf"), _same)
hypot = ufunc("hypot", 2, {"f": Rule(_hypot)}, _real)
arctan2 = atan2 = ufunc("arctan2", 2, {"f": Rule(math.atan2)}, _real)
copysign = ufunc("copysign", 2, {"f": Rule(math.copysign)}, _real)
nextafter = ufunc("nextafter", 2, {"f": Rule(math.nextafter)}, _real)
heaviside = ufunc("heaviside", 2, {"f": Rule(_step)}, _real)
logaddexp = ufunc("logaddexp", 2, {"f": Rule(_log_sum)}, _real, identity=-_INF)
logaddexp2 = ufunc("logaddexp2", 2, {"f": Rule(_log2_sum)}, _real, identity=-_INF)

exp = _function("exp", Rule(math.exp, _exp), cmath.exp)
exp2 = _function("exp2", _growing(math.exp2), lambda z: 2**z)
expm1 = _function("expm1", _growing(math.expm1), _expm1)
log = _function("log", _log(math.log), cmath.log)
log2 = _function("log2", _log(math.log2), _log2)
log10 = _function("log10", _log(math.log10), cmath.log10)
log1p = _function("log1p", _log(math.log1p, -1.0), _log1p)
sqrt = _function("sqrt", _within(math.sqrt), cmath.sqrt)
cbrt = _function("cbrt", Rule(math.cbrt))
sin = _function("sin", _within(math.sin), cmath.sin)
cos = _function("cos", _within(math.cos), cmath.cos)
tan = _function("tan", _within(math.tan), cmath.tan)
arcsin = asin = _function("arcsin", _within(math.asin), cmath.asin)
arccos = acos = _function("arccos", _within(math.acos), cmath.acos)
arctan = atan = _function("arctan", Rule(math.atan), cmath.atan)
sinh = _function("sinh", _growing(math.sinh, odd=True), cmath.sinh)
cosh = _function("cosh", _growing(math.cosh), cmath.cosh)
tanh = _function("tanh", Rule(math.tanh), cmath.tanh)
arcsinh = asinh = _function("arcsinh", Rule(math.asinh), cmath.asinh)
arccosh = acosh = _function("arccosh", _within(math.acosh), cmath.acosh)
arctanh = atanh = _function("arctanh", Rule(math.atanh, _safe_arctanh), cmath.atanh)
deg2rad = radians = _function("deg2rad", Rule(math.radians))
rad2deg = degrees = _function("rad2deg", Rule(math.degrees))

_kept = _all(Rule(operator.pos), "biu")
floor = ufunc("floor", 1, {**_kept, "f": _rounding(math.floor)}, _same)
ceil = ufunc("ceil", 1, {**_kept, "f": _rounding(math.ceil)}, _same)
trunc = fix = ufunc("trunc", 1, {**_kept, "f": _rounding(math.trunc)}, _same)
rint = _function("rint", _rounding(round), lambda z: complex(_rounded(z.real), _rounded(z.imag)))


def _rounded(x: float) -> float:
    return math.copysign(round(x), x) if math.isfinite(x) else x


equal = _comparison("equal", operator.eq)
not_equal = _comparison("not_equal", operator.ne)
less = _comparison("less", operator.lt, ordered=True)
less_equal = _comparison("less_equal", operator.le, ordered=True)
greater = _comparison("greater", operator.gt, ordered=True)
greater_equal = _comparison("greater_equal", operator.ge, ordered=True)

logical_and = ufunc(
    "logical_and", 2, _all(Rule(lambda a, b: bool(a and b), reducer=all)), _truth, identity=True
)
logical_or = ufunc(
    "logical_or", 2, _all(Rule(lambda a, b: bool(a or b), reducer=any)), _truth, identity=False
)
logical_xor = ufunc("logical_xor", 2, _all(Rule(lambda a, b: bool(a) != bool(b))), _truth, False)
logical_not = ufunc("logical_not", 1, _all(Rule(operator.not_)), _truth)

bitwise_and = ufunc("bitwise_and", 2, _all(Rule(operator.and_), "biu"), _same, identity=-1)
bitwise_or = ufunc("bitwise_or", 2, _all(Rule(operator.or_), "biu"), _same, identity=0)
bitwise_xor = ufunc("bitwise_xor", 2, _all(Rule(operator.xor), "biu"), _same, identity=0)
invert = bitwise_not = ufunc(
    "invert", 1, {"b": Rule(operator.not_), **_all(Rule(operator.invert), "iu")}, _same
)
left_shift = ufunc("left_shift", 2, _all(Rule(lambda a, b: a << b if b < 64 else 0), "iu"), _byte)
right_shift = ufunc("right_shift", 2, _all(Rule(operator.rshift), "iu"), _byte)
gcd = ufunc("gcd", 2, _all(Rule(math.gcd), "iu"), _byte, identity=0)
lcm = ufunc("lcm", 2, _all(Rule(math.lcm), "iu"), _byte)

isnan = ufunc("isnan", 1, _all(Rule(lambda x: x != x)), _truth)
isfinite = ufunc("isfinite", 1, _all(Rule(cmath.isfinite)), _truth)
isinf = ufunc("isinf", 1, _all(Rule(cmath.isinf)), _truth)
signbit = ufunc("signbit", 1, _all(Rule(lambda x: math.copysign(1.0, x) < 0), "biuf"), _truth)
conjugate = conj = ufunc("conjugate", 1, _all(Rule(lambda x: x.conjugate())), _same)


def divmod(x1: Any, x2: Any, /) -> tuple[Any, Any]:
    """Quotient, rounded down, and remainder."""
    return floor_divide(x1, x2), remainder(x1, x2)


def modf(x: Any, /) -> tuple[Any, Any]:
    """What is behind the point and what is before it, both with the sign of the number."""
    whole = trunc(x)
    return copysign(x - whole, x), whole
