"""ndlist's indexing: basic, with arrays, with masks; to get, to set, and what is a view."""

from hypothesis import given, settings
from hypothesis import strategies as st
from twins import REAL, agree, cuts, differs, ndlist, numbers, numpy, outcome, shapes, twins


@st.composite
def basic(draw, shape):
    """Integers, slices, an ellipsis, new axes; now and then one too many or out of bounds."""
    parts = []
    for length in shape[: draw(st.integers(0, len(shape)))]:
        inside = st.integers(-length, length - 1) if length else st.just(0)
        near = st.integers(-length - 1, length)
        cut = cuts((length,)).map(lambda found: found[0])
        parts.append(draw(st.one_of(inside, cut, cut, inside, near)))
    for extra, odds in ((Ellipsis, 3), (None, 3)):
        if not draw(st.integers(0, odds)):
            parts.insert(draw(st.integers(0, len(parts))), extra)
    return parts[0] if len(parts) == 1 and draw(st.booleans()) else tuple(parts)


@st.composite
def fancy(draw, shape):
    """Arrays of places, masks, and basic parts between them, as nested lists."""
    parts, axis = [], 0
    together = draw(shapes(0, 2, 3))
    while axis < len(shape):
        length = shape[axis]
        way = draw(st.sampled_from(["places", "places", "basic", "mask", "stop"]))
        if way == "places" and length:
            shape_ = tuple(draw(st.sampled_from([n, 1])) for n in together)
            count = int(numpy.prod(shape_))
            flat = draw(st.lists(st.integers(-length, length - 1), min_size=count, max_size=count))
            parts.append(numpy.array(flat, dtype="int64").reshape(shape_))
        elif way == "mask":
            parts.append(
                numpy.array(
                    draw(st.lists(st.booleans(), min_size=length, max_size=length)), dtype=bool
                )
            )
        elif way == "stop":
            break
        else:
            parts.append(draw(cuts((length,)))[0])
        axis += 1
    return tuple(parts)


def ours(index, xp):
    """The index with its arrays made by that module."""
    if isinstance(index, tuple):
        return tuple(ours(each, xp) for each in index)
    if isinstance(index, numpy.ndarray) and xp is ndlist:
        flat = index.reshape(-1).tolist()
        return xp.array(flat, dtype=index.dtype.name).reshape(index.shape)
    return index


@st.composite
def cases(draw, way, **options):
    array = draw(twins(("float32", "int64", "bool"), most=3, size=3, **options))
    return array, draw(way(array.view_shape))


@given(case=cases(basic))
@settings(max_examples=100)
def test_basic_indexing_gets_a_view_with_numpys_strides(case):
    array, index = case
    agree(lambda _, a: a[index], array, strides=True)


@given(case=cases(fancy))
@settings(max_examples=100)
def test_indexing_with_arrays_and_masks(case):
    array, index = case
    agree(lambda xp, a: a[ours(index, xp)], array)


@st.composite
def settings_of(draw, way):
    """An array, an index, and a value whose shape often fits."""
    array, index = draw(cases(way))
    with_numpy = array.of(numpy)[1]
    try:
        wanted = numpy.shape(with_numpy[index])
    except IndexError:
        wanted = ()
    shape = tuple(draw(st.sampled_from([n, n, n, 1])) for n in wanted)
    shape = shape[draw(st.sampled_from([0, 0, 1])) :]
    value = draw(st.one_of(numbers("float64", small=True), twins(REAL, shape=shape, small=True)))
    return array, index, value


def setting(index):
    def case(xp, a, value):
        a[ours(index, xp)] = value
        return a

    return case


@given(case=settings_of(basic))
@settings(max_examples=75)
def test_basic_indexing_sets(case):
    array, index, value = case
    written_through(array, index, value)


@given(case=settings_of(fancy))
@settings(max_examples=75)
def test_indexing_with_arrays_sets(case):
    array, index, value = case
    agree(setting(index), array, value)


def written_through(array, index, value):
    """What is written to a view is seen in the base, and in the result of the view's own index."""
    found = []
    for xp in (numpy, ndlist):
        base, view = array.of(xp)
        given_ = value.of(xp)[1] if hasattr(value, "of") else value
        kind = outcome(setting(index), xp, (view, given_))
        found.append((kind[0], kind[1:] if kind[0] == "raises" else (), [base, view]))
    assert found[0][:2] == found[1][:2]
    assert not differs(found[0][2], found[1][2])


@given(case=cases(fancy))
@settings(max_examples=45)
def test_a_copy_stays_as_it_is(case):
    array, index = case

    def write(xp, a):
        picked = a[ours(index, xp)]
        if getattr(picked, "shape", ()):
            picked[...] = 1
        return a

    if any(isinstance(part, numpy.ndarray) for part in index):
        agree(write, array)


@given(array=twins(("float32", "int64"), least=1, most=2))
@settings(max_examples=30)
def test_a_mask_of_the_whole_array(array):
    def case(_, a):
        mask = a > 0
        a = a.copy()
        picked = a[mask]
        a[mask] = 0
        return picked, a, a[~mask]

    agree(case, array)


@given(array=twins(("float32", "int64"), least=1, most=3, empty=False), data=st.data())
@settings(max_examples=30)
def test_take_and_its_modes(array, data):
    shape = array.view_shape
    axis = data.draw(st.sampled_from([None, *range(len(shape))]))
    where = data.draw(st.lists(st.integers(-6, 6), max_size=4))
    mode = data.draw(st.sampled_from(["raise", "wrap", "clip"]))
    agree(lambda xp, a: xp.take(a, xp.array(where, dtype="int64"), axis=axis, mode=mode), array)


@given(array=twins(("float32",), least=1, most=3, empty=False), data=st.data())
@settings(max_examples=50)
def test_along_an_axis(array, data):
    shape = array.view_shape
    axis = data.draw(st.integers(-len(shape), len(shape) - 1))
    lengths = [data.draw(st.sampled_from([n, 1, 2])) for n in shape]
    count = int(numpy.prod(lengths))
    last = shape[axis] - (shape[axis] > 0 and data.draw(st.booleans()))
    places = st.integers(-shape[axis], last)
    flat = data.draw(st.lists(places, min_size=count, max_size=count))

    def case(xp, a):
        index = xp.array(flat, dtype="int64").reshape(lengths)
        found = xp.take_along_axis(a, index, axis)
        written = a.copy()
        xp.put_along_axis(written, index, 7.5, axis)
        xp.put_along_axis(written, index, found, axis)
        return found, written

    agree(case, array)
