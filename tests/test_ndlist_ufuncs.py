"""ndlist's ufuncs give NumPy's values and dtypes, for arrays, scalars and Python's weak numbers."""

import operator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import EVERY, FLOATS, INTEGERS, REAL, Twins, agree, numbers, numpy, shapes, twins

EXACT = ["add", "subtract", "multiply", "divide", "floor_divide", "remainder", "fmod"]
CHOICES = ["heaviside", "copysign", "divmod"]
COMPARISONS = ["equal", "not_equal", "less", "less_equal", "greater", "greater_equal"]
LOGIC = ["logical_and", "logical_or", "logical_xor"]
BITS = ["bitwise_and", "bitwise_or", "bitwise_xor"]
PARTS = ["negative", "absolute", "sign", "square", "sqrt", "positive", "signbit"]
ROUNDED = ["floor", "ceil", "trunc", "rint", "round"]
STATES = ["isnan", "isinf", "isfinite", "logical_not", "isposinf", "isneginf"]
CURVES = [
    "exp",
    "exp2",
    "expm1",
    "log",
    "log2",
    "log10",
    "log1p",
    "sin",
    "cos",
    "tan",
    "arcsin",
    "arccos",
    "arctan",
    "sinh",
    "cosh",
    "tanh",
    "arcsinh",
    "arccosh",
    "arctanh",
    "sinc",
    "cbrt",
]
OPERATORS = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv]
OPERATORS += [operator.mod, operator.lt, operator.le, operator.gt, operator.ge, operator.eq]
OPERATORS += [operator.ne, operator.and_, operator.or_, operator.xor]


def call(name):
    return lambda xp, *arrays: getattr(xp, name)(*arrays)


@st.composite
def pairs(draw, kinds=REAL, **options):
    """Two arrays whose shapes broadcast, mostly."""
    whole = draw(shapes(0, 3, 3))
    pair = []
    for _ in range(2):
        shape = tuple(draw(st.sampled_from([n, n, 1])) for n in whole)
        shape = shape[draw(st.integers(0, len(shape))) :] if draw(st.booleans()) else shape
        pair.append(draw(twins(kinds, shape=shape, **options)))
    return pair


@pytest.mark.parametrize("name", EXACT + CHOICES)
@given(pair=pairs())
@settings(max_examples=26)
def test_arithmetic_of_arrays_is_exact(name, pair):
    agree(call(name), *pair)


CHOICES = ["maximum", "minimum", "fmax", "fmin"]


def settled(name, found):
    """Which of two zeros NumPy's choices take depends on the processor: they are made one."""
    return found + 0 if name in CHOICES and found.dtype.kind == "f" else found


@pytest.mark.parametrize("name", CHOICES)
@given(pair=pairs())
@settings(max_examples=26)
def test_choices(name, pair):
    agree(lambda xp, a, b: settled(name, getattr(xp, name)(a, b)), *pair)


@given(one=twins(("int64", "int32", "uint8", *FLOATS)))
@settings(max_examples=30)
def test_reciprocals(one):
    """Of what is not zero: for integers C does not say what that gives."""
    agree(lambda xp, a: xp.reciprocal(a[a != 0]), one)


@pytest.mark.parametrize("name", COMPARISONS + LOGIC + BITS)
@given(pair=pairs())
@settings(max_examples=16)
def test_comparisons_and_logic(name, pair):
    agree(call(name), *pair)


@pytest.mark.parametrize("name", PARTS + ROUNDED + STATES)
@given(one=twins())
@settings(max_examples=26)
def test_functions_of_one_array_that_round_once(name, one):
    agree(call(name), one)


@pytest.mark.parametrize("name", CURVES)
@given(one=twins((*FLOATS, "int64", "bool")))
@settings(max_examples=24)
def test_transcendental_functions_are_within_two_ulps(name, one):
    agree(call(name), one, ulps=2)


@pytest.mark.parametrize("name", ["power", "arctan2", "hypot", "logaddexp", "logaddexp2"])
@given(pair=pairs(("float32", "float64", "int32")))
@settings(max_examples=24)
def test_functions_of_two_arrays_are_within_two_ulps(name, pair):
    agree(call(name), *pair, ulps=2)


@given(pair=pairs(EVERY), name=st.sampled_from(["add", "multiply", "divide", "maximum", "equal"]))
@settings(max_examples=45)
def test_dtypes_promote_alike(pair, name):
    agree(lambda xp, a, b: settled(name, getattr(xp, name)(a, b)), *pair)


# --- scalars and weak numbers ---------------------------------------------------------------------


@st.composite
def scalars(draw, kinds=REAL):
    return draw(twins(kinds, shape=()))


def weak():
    return st.one_of(
        st.booleans(), st.integers(-300, 300), numbers("float64"), st.integers(-(2**40), 2**40)
    )


@pytest.mark.parametrize("way", OPERATORS, ids=lambda way: way.__name__)
@given(one=twins(most=2, size=3), other=weak(), turned=st.booleans())
@settings(max_examples=26)
def test_operators_with_python_numbers(way, one, other, turned):
    agree(lambda _, a: way(other, a) if turned else way(a, other), one)


@pytest.mark.parametrize("way", OPERATORS, ids=lambda way: way.__name__)
@given(one=scalars(), other=st.one_of(scalars(), weak()), turned=st.booleans())
@settings(max_examples=24)
def test_operators_with_scalars(way, one, other, turned):
    def case(_, a, b):
        a, b = a[()], b[()] if isinstance(other, Twins) else b
        return way(b, a) if turned else way(a, b)

    agree(case, one, other)


@given(
    one=scalars(FLOATS), other=st.one_of(scalars(FLOATS), st.integers(-3, 3), numbers("float64"))
)
@settings(max_examples=30)
def test_powers_of_scalars(one, other):
    agree(lambda _, a, b: a[()] ** (b[()] if isinstance(other, Twins) else b), one, other, ulps=2)


@given(one=scalars(INTEGERS), power=st.integers(-2, 70))
@settings(max_examples=30)
def test_powers_of_integers(one, power):
    agree(lambda _, a: a[()] ** power, one)


@given(one=scalars(EVERY))
@settings(max_examples=45)
def test_what_a_scalar_is(one):
    def case(_, a):
        x = a[()]
        found = [x.dtype, x.shape, x.ndim, x.size, x.itemsize, x.item(), bool(x), repr(x), str(x)]
        found += [x.tolist(), type(x).__name__, x == x.item(), f"{x}"]
        return found

    agree(case, one)


@given(one=scalars(), name=st.sampled_from(["__neg__", "__pos__", "__abs__", "__invert__"]))
@settings(max_examples=30)
def test_signs_of_scalars(one, name):
    agree(lambda _, a: getattr(operator, name)(a[()]), one)


@given(one=scalars(), kind=st.sampled_from([int, float, bool, complex, hash, round]))
@settings(max_examples=30)
def test_python_numbers_of_scalars(one, kind):
    agree(lambda _, a: kind(a[()]), one)


# --- out, where, dtype, methods -------------------------------------------------------------------


@given(pair=pairs(), kind=st.sampled_from(REAL), name=st.sampled_from(["add", "multiply", "less"]))
@settings(max_examples=45)
def test_out(pair, kind, name):
    def case(xp, a, b):
        out = xp.zeros(numpy.broadcast_shapes(a.shape, b.shape), dtype=kind)
        made = getattr(xp, name)(a, b, out=out)
        return made is out, out

    agree(case, *pair)


@given(pair=pairs())
@settings(max_examples=30)
def test_in_place_operators(pair):
    def case(_, a, b):
        a = a.copy()
        kept = a
        a += b
        kept *= b
        return kept is a, a

    agree(case, *pair)


@given(pair=pairs(FLOATS))
@settings(max_examples=30)
def test_where(pair):
    def case(xp, a, b):
        out = xp.full(numpy.broadcast_shapes(a.shape, b.shape), 7.0, dtype="float64")
        return xp.divide(a, b, out=out, where=b != 0)

    agree(case, *pair)


@given(pair=pairs(FLOATS), name=st.sampled_from(["add", "multiply", "maximum"]))
@settings(max_examples=30)
def test_outer(pair, name):
    agree(lambda xp, a, b: settled(name, getattr(xp, name).outer(a, b)), *pair)


@given(one=twins(most=3), name=st.sampled_from(["add", "multiply", "maximum", "minimum"]))
@settings(max_examples=45)
def test_accumulate(one, name):
    agree(lambda xp, a: settled(name, getattr(xp, name).accumulate(a, axis=-1)), one)


@st.composite
def places(draw):
    length = draw(st.integers(1, 5))
    index = draw(st.lists(st.integers(-length, length - 1), max_size=6))
    values = draw(st.lists(st.integers(-4, 4), min_size=len(index), max_size=len(index)))
    return length, index, values


@given(case=places(), kind=st.sampled_from(["float32", "int64"]))
@settings(max_examples=30)
def test_at_adds_again_for_each_time_a_place_is_named(case, kind):
    length, index, values = case

    def add_at(xp):
        target = xp.zeros(length, dtype=kind)
        xp.add.at(target, xp.array(index, dtype="int64"), xp.array(values, dtype=kind))
        return target

    agree(add_at)
