"""ndlist's functions beyond the kernel: sorting, counting, arranging, grids, closeness."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import FLOATS, REAL, agree, shapes, twins

KINDS = ("float32", "float64", "int64", "uint8", "bool")


def axes(array):
    ndim = len(array.shape)
    return st.sampled_from([None, *range(-ndim, ndim)])


# --- order ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sort", "argsort"])
@given(array=twins(KINDS, most=3), data=st.data())
@settings(max_examples=30)
def test_sorting_is_stable_and_puts_nan_last(name, array, data):
    axis = data.draw(axes(array))
    agree(lambda xp, a: getattr(xp, name)(a, axis=axis, kind="stable") + 0, array)


@given(array=twins(KINDS, most=2, least=1), data=st.data())
@settings(max_examples=30)
def test_sorting_in_place(array, data):
    axis = data.draw(axes(array)) or 0

    def case(_, a):
        a.sort(axis, kind="stable")
        return a, a.argsort(axis, kind="stable")

    agree(case, array)


@given(
    array=twins(KINDS, most=1, least=1, size=6),
    value=twins(KINDS, most=2),
    side=st.sampled_from(["left", "right", "up"]),
)
@settings(max_examples=50)
def test_searchsorted(array, value, side):
    agree(lambda xp, a, v: xp.searchsorted(xp.sort(a), v, side), array, value)


@given(array=twins(KINDS, most=2, small=True), wanted=st.tuples(*[st.booleans()] * 3))
@settings(max_examples=50)
def test_unique(array, wanted):
    agree(lambda xp, a: xp.unique(a, *wanted), array)


@given(array=twins(("int64", "bool"), most=3, least=2, small=True), data=st.data())
@settings(max_examples=45)
def test_unique_along_an_axis(array, data):
    axis = data.draw(st.integers(0, len(array.shape) - 1))
    agree(lambda xp, a: xp.unique(a, True, True, True, axis=axis), array)


@given(one=twins(KINDS, most=2, small=True), other=twins(KINDS, most=1, small=True))
@settings(max_examples=30)
def test_isin(one, other):
    agree(lambda xp, a, b: (xp.isin(a, b), xp.isin(a, b, invert=True)), one, other)


# --- counting -------------------------------------------------------------------------------------


@given(
    places=st.lists(st.integers(-1, 6), max_size=6),
    weights=st.none() | st.lists(st.integers(-8, 8).map(lambda n: n / 4), max_size=6),
    least=st.integers(-1, 9),
)
@settings(max_examples=50)
def test_bincount(places, weights, least):
    def case(xp):
        found = xp.array(places, dtype="int64")
        given_ = None if weights is None else xp.array(weights, dtype="float32")
        return xp.bincount(found, given_, least)

    agree(case)


@given(
    array=twins(("float32", "float64", "int64"), most=2, small=True),
    bins=st.one_of(st.integers(-1, 6), st.lists(st.integers(-9, 9), max_size=4)),
    bounds=st.none() | st.tuples(st.integers(-8, 2), st.integers(0, 8)),
    density=st.booleans(),
)
@settings(max_examples=75)
def test_histogram(array, bins, bounds, density):
    agree(lambda xp, a: xp.histogram(a, bins, bounds, density), array, ulps=2)


@given(array=twins(REAL, most=3), name=st.sampled_from(["argwhere", "flatnonzero", "nonzero"]))
@settings(max_examples=45)
def test_where_something_is(array, name):
    agree(lambda xp, a: getattr(xp, name)(a), array)


# --- another arrangement --------------------------------------------------------------------------


@given(array=twins(KINDS, most=3, small=True), data=st.data())
@settings(max_examples=50)
def test_pad(array, data):
    ndim = len(array.shape)
    widths = data.draw(
        st.one_of(
            st.integers(-1, 3),
            st.tuples(st.integers(0, 3), st.integers(0, 3)),
            st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=ndim, max_size=ndim),
        )
    )
    mode = data.draw(st.sampled_from(["constant", "edge", "reflect", "symmetric", "wrap"]))
    fill = data.draw(st.sampled_from([0, 3, (1, 2)]))
    if mode == "constant":
        agree(lambda xp, a: xp.pad(a, widths, constant_values=fill), array)
    else:
        agree(lambda xp, a: xp.pad(a, widths, mode), array)


@given(array=twins(KINDS, most=3, small=True), data=st.data())
@settings(max_examples=50)
def test_roll(array, data):
    ndim = len(array.shape)
    if ndim and data.draw(st.booleans()):
        axis = data.draw(st.lists(st.integers(-ndim, ndim - 1), min_size=1, max_size=2).map(tuple))
        shift = data.draw(st.lists(st.integers(-5, 5), min_size=1, max_size=2).map(tuple))
        agree(lambda xp, a: xp.roll(a, shift, axis), array)
    else:
        shift, axis = data.draw(st.integers(-9, 9)), data.draw(axes(array))
        agree(lambda xp, a: xp.roll(a, shift, axis), array)


@given(array=twins(KINDS, most=3, small=True), reps=shapes(0, 3, 3))
@settings(max_examples=45)
def test_tile(array, reps):
    agree(lambda xp, a: xp.tile(a, reps), array)


@given(array=twins(KINDS, most=3, small=True), data=st.data())
@settings(max_examples=50)
def test_repeat(array, data):
    axis = data.draw(axes(array))
    length = array.view_shape[axis] if axis is not None else 2
    several = st.lists(st.integers(0, 3), min_size=length, max_size=length)
    count = data.draw(st.one_of(st.integers(-1, 3), several))
    agree(lambda xp, a: xp.repeat(a, count, axis), array)


@given(array=twins(KINDS, most=3, small=True), data=st.data())
@settings(max_examples=30)
def test_flip_and_rot90(array, data):
    axis = data.draw(axes(array))
    turns = data.draw(st.integers(-2, 5))
    agree(lambda xp, a: xp.flip(a, axis), array, strides=True)
    agree(lambda xp, a: (xp.rot90(a, turns), xp.flipud(a), xp.fliplr(a)), array, strides=True)


@given(array=twins(KINDS, most=3, least=1, small=True), k=st.integers(-4, 4))
@settings(max_examples=45)
def test_triangles(array, k):
    agree(lambda xp, a: (xp.tril(a, k), xp.triu(a, k)), array)


@given(n=st.integers(0, 4), m=st.none() | st.integers(0, 4), k=st.integers(-3, 3))
@settings(max_examples=30)
def test_places_of_triangles(n, m, k):
    agree(lambda xp: (xp.tril_indices(n, k, m), xp.triu_indices(n, k, m), xp.tri(n, m, k)))


@given(array=twins(KINDS, most=3, small=True), k=st.integers(-4, 4))
@settings(max_examples=45)
def test_diag(array, k):
    agree(lambda xp, a: xp.diag(a, k), array)
    agree(lambda xp, a: xp.diagflat(a, k), array)


@given(array=twins(FLOATS, most=3, least=1, small=True), data=st.data())
@settings(max_examples=45)
def test_differences(array, data):
    axis = data.draw(axes(array)) or 0
    times = data.draw(st.integers(-1, 3))
    agree(lambda xp, a: xp.diff(a, times, axis), array)
    agree(lambda xp, a: xp.diff(a, axis=axis, prepend=0.0, append=a), array)


# --- grids and products ---------------------------------------------------------------------------


@given(
    one=st.integers(0, 3),
    two=st.integers(0, 3),
    way=st.sampled_from(["xy", "ij"]),
    thin=st.booleans(),
)
@settings(max_examples=30)
def test_grids(one, two, way, thin):
    def case(xp):
        found = xp.meshgrid(xp.arange(one), xp.arange(two) * 0.5, indexing=way, sparse=thin)
        return found, xp.ogrid[:one, 1:two], xp.mgrid[:one, :two], xp.indices((one, two))

    agree(case)


@given(shape=shapes(0, 3, 3))
@settings(max_examples=30)
def test_every_place(shape):
    agree(lambda xp: list(xp.ndindex(shape)))
    agree(lambda xp: list(xp.ndindex(*shape)))


@given(places=st.lists(st.integers(-1, 13), max_size=4), shape=shapes(1, 3, 4))
@settings(max_examples=45)
def test_places_in_the_flat_array_and_back(places, shape):
    def case(xp):
        found = xp.unravel_index(xp.array(places, dtype="int64"), shape)
        return found, xp.ravel_multi_index(found, shape)

    agree(case)


@given(
    one=twins(("float32", "int64"), shape=(2, 3), small=True),
    other=twins(("float32", "int64"), shape=(3,), small=True),
)
@settings(max_examples=30)
def test_cross(one, other):
    agree(lambda xp, a, b: (xp.cross(a, b), xp.cross(b, a), xp.cross(a.T, a.T, axis=0)), one, other)


@given(one=twins(KINDS, most=2, small=True), other=twins(KINDS, most=3, small=True))
@settings(max_examples=30)
def test_kron(one, other):
    agree(lambda xp, a, b: xp.kron(a, b), one, other)


# --- closeness ------------------------------------------------------------------------------------


@given(
    one=twins(KINDS, shape=(3,)),
    other=twins(KINDS, shape=(3,)),
    nan=st.booleans(),
    rtol=st.sampled_from([1e-5, 0.0, 0.5]),
)
@settings(max_examples=50)
def test_closeness(one, other, nan, rtol):
    def case(xp, a, b):
        found = xp.isclose(a, b, rtol=rtol, equal_nan=nan), xp.allclose(a, b, equal_nan=nan)
        return *found, xp.array_equal(a, b), xp.isclose(a, a + 1e-9), xp.isclose(a, 1)

    agree(case, one, other)


@given(array=twins((*REAL, "float16"), most=2), posinf=st.none() | st.just(9.0))
@settings(max_examples=45)
def test_nan_to_num(array, posinf):
    agree(lambda xp, a: xp.nan_to_num(a, nan=2.5, posinf=posinf), array)


@given(
    array=twins(("float32", "int64"), least=1, most=2, small=True, empty=False, views=False),
    parts=st.one_of(st.integers(-5, 105), st.lists(st.integers(0, 100), max_size=3)),
    data=st.data(),
)
@settings(max_examples=30)
def test_quantiles(array, parts, data):
    axis = data.draw(axes(array))
    agree(lambda xp, a: xp.percentile(a, parts, axis=axis), array, ulps=2)
    agree(lambda xp, a: xp.average(a, axis=axis), array, ulps=4)
