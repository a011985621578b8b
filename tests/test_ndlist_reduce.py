"""ndlist's reductions: values, dtypes, shapes and errors are NumPy's.

Sums of floats may differ in their last digits: NumPy adds in pairs, and in the dtype itself.
"""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import EVERY, FLOATS, REAL, agree, numpy, twins

EXACT = ["max", "min", "argmax", "argmin", "any", "all", "count_nonzero", "ptp"]


@st.composite
def cases(draw, kinds=REAL, **options):
    """An array, the axes to reduce (None: all), and whether they are kept."""
    array = draw(twins(kinds, most=3, **options))
    axes = range(len(array.shape))
    one = st.sampled_from([None, *axes, *(~axis for axis in axes)])
    several = st.lists(st.sampled_from(list(axes)), unique=True).map(tuple) if axes else st.just(())
    return array, draw(st.one_of(one, one, several)), draw(st.booleans())


@pytest.mark.parametrize("name", EXACT)
@given(case=cases())
@settings(max_examples=31)
def test_reductions_that_choose_or_count(name, case):
    array, axis, keepdims = case
    if name.startswith("arg") and isinstance(axis, tuple):
        axis = None
    agree(lambda xp, a: getattr(xp, name)(a, axis=axis, keepdims=keepdims), array)


@pytest.mark.parametrize("name", ["max", "min", "sum", "prod", "any", "all", "mean"])
@given(case=cases(small=True, special=False))
@settings(max_examples=26)
def test_methods(name, case):
    array, axis, keepdims = case
    agree(lambda _, a: getattr(a, name)(axis=axis, keepdims=keepdims), array, ulps=4)


@pytest.mark.parametrize("name", ["sum", "prod", "mean"])
@given(case=cases(("int64", "int32", "uint8", "int8", "uint16", "bool")))
@settings(max_examples=24)
def test_sums_of_integers_are_exact(name, case):
    array, axis, keepdims = case
    agree(lambda xp, a: getattr(xp, name)(a, axis=axis, keepdims=keepdims), array, ulps=2)


@pytest.mark.parametrize("name", ["sum", "prod", "mean", "var", "std", "nansum", "nanprod"])
@given(case=cases(FLOATS, small=True))
@settings(max_examples=24)
def test_sums_of_small_floats(name, case):
    array, axis, keepdims = case
    agree(lambda xp, a: getattr(xp, name)(a, axis=axis, keepdims=keepdims), array, ulps=4)


@given(case=cases(FLOATS, least=1), name=st.sampled_from(["median", "nanmin", "nanmax"]))
@settings(max_examples=30)
def test_medians(case, name):
    array, axis, keepdims = case
    axis = axis or 0  # NumPy's median of no axes is an accident
    agree(lambda xp, a: getattr(xp, name)(a, axis=axis, keepdims=keepdims), array, ulps=1)


@given(case=cases(FLOATS), name=st.sampled_from(["sum", "prod", "mean", "nansum", "nanmax"]))
@settings(max_examples=50)
def test_sums_of_any_floats_are_close(case, name):
    array, axis, keepdims = case

    def rounded(xp, a):
        found = getattr(xp, name)(a, axis=axis, keepdims=keepdims)
        flat = xp.ravel(found).tolist()
        size = float(numpy.nansum(numpy.abs(a.tolist()))) if math.prod(a.shape) else 0.0
        small = name != "prod" and math.isfinite(size)
        shown = [round(x / size, 4) + 0.0 if small and size > 1e-30 else str(x)[:4] for x in flat]
        infinite = [x if not math.isfinite(x) else 0.0 for x in flat]
        return found.dtype, found.shape, infinite, shown if small and size < 1e30 else []

    agree(rounded, array)


@given(
    case=cases(EVERY, small=True),
    name=st.sampled_from(["sum", "prod", "mean"]),
    kind=st.sampled_from(["float64", "int64", "float32"]),
)
@settings(max_examples=45)
def test_dtype_of_a_sum(case, name, kind):
    array, axis, _ = case
    agree(lambda xp, a: getattr(xp, name)(a, axis=axis, dtype=kind), array, ulps=8)


@given(case=cases(("float32", "int64"), small=True), name=st.sampled_from(["cumsum", "cumprod"]))
@settings(max_examples=45)
def test_running_sums_round_at_each_step(case, name):
    array, axis, _ = case
    axis = None if isinstance(axis, tuple) else axis
    agree(lambda xp, a: getattr(xp, name)(a, axis=axis), array)


@given(case=cases(REAL, small=True))
@settings(max_examples=45)
def test_initial_and_where(case):
    array, axis, keepdims = case

    def masked(xp, a):
        some = a != 1
        return xp.add.reduce(a, axis=axis, keepdims=keepdims, initial=2, where=some)

    agree(masked, array, ulps=4)


def test_a_sum_into_a_given_array():
    def case(xp):
        out = xp.zeros(3, dtype="float32")
        made = xp.sum(xp.ones((2, 3), dtype="float32"), axis=0, out=out)
        return made is out, out

    agree(case)
