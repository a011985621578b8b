"""ndlist's views look at the memory that NumPy's do, with the same strides, base and flags."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import agree, differs, ndlist, numpy, twins

KINDS = ("float32", "int64", "bool")


def shape_changes(draw, shape):
    """One way to look at an array of that shape otherwise, as (name, arguments)."""
    ndim = len(shape)
    axis = st.integers(-ndim, ndim - 1) if ndim else st.just(0)
    ways = [
        ("T", None),
        ("reshape", (-1,)),
        ("ravel", ()),
        ("reshape", draw(st.permutations(shape)) if shape else (1,)),
        ("squeeze", ()),
        ("__getitem__", (Ellipsis,)),
        ("view", ()),
    ]
    if ndim:
        ways.append(("transpose", draw(st.permutations(range(ndim)))))
        ways.append(("swapaxes", (draw(axis), draw(axis))))
        ways.append(("reshape", (*shape, 1)))
        ways.append(("__getitem__", ((None, Ellipsis, slice(None, None, -1)),)))
        ways.append(("__getitem__", ((slice(1, None), Ellipsis, None),)))
        half = [2, shape[0] // 2] if shape[0] % 2 == 0 else [shape[0], 1]
        ways.append(("reshape", (*half, *shape[1:])))
    return draw(st.sampled_from(ways))


def look(array, way):
    name, arguments = way
    found = getattr(array, name)
    return found if arguments is None else found(*arguments)


@st.composite
def chains(draw):
    array = draw(twins(KINDS, most=3, small=True))
    view, ways = array.of(numpy)[1], []
    for _ in range(draw(st.integers(1, 4))):
        ways.append(shape_changes(draw, view.shape))
        view = look(view, ways[-1])
    return array, ways


def owner(array):
    """The array that owns the memory, by NumPy's chain of bases."""
    while array.base is not None:
        array = array.base
    return array


@given(case=chains())
@settings(max_examples=100)
def test_a_chain_of_views(case):
    """The same numbers, strides and flags; and what one writes, the base shows."""
    array, ways = case
    found = []
    for xp in (numpy, ndlist):
        base, view = array.of(xp)
        for way in ways:
            view = look(view, way)
        flags = [view.flags.c_contiguous, view.flags.writeable, view.flags["C_CONTIGUOUS"]]
        aliased = xp.shares_memory(view, base)
        owned = owner(view) is owner(base)
        before = view.copy()
        if view.flags.writeable:
            view[...] = 1
        found.append([before, view, base, flags, aliased, owned])
    difference = differs(found[0], found[1], strides=True)
    assert not difference, difference
    assert differs(found[0][1], found[1][1], strides=True) == ""


@given(array=twins(KINDS, most=3), data=st.data())
@settings(max_examples=45)
def test_functions_that_look_otherwise(array, data):
    ndim = len(array.shape)
    axis = data.draw(st.integers(-ndim - 1, ndim))
    other = data.draw(st.integers(-ndim - 1, ndim))
    name = data.draw(
        st.sampled_from(["moveaxis", "swapaxes", "rollaxis", "expand_dims", "squeeze", "flip"])
    )
    if name == "rollaxis":
        name = "transpose"
        agree(lambda xp, a: xp.transpose(a), array, strides=True)
    elif name in ("moveaxis", "swapaxes"):
        agree(lambda xp, a: getattr(xp, name)(a, axis, other), array, strides=True, texts=False)
    else:
        agree(lambda xp, a: getattr(xp, name)(a, axis), array, strides=True)


@given(array=twins(KINDS, most=3), data=st.data())
@settings(max_examples=45)
def test_broadcast_views_cannot_be_written(array, data):
    shape = array.view_shape
    wanted = tuple(data.draw(st.sampled_from([n, n, n, 3])) for n in shape)
    wanted = (*data.draw(st.lists(st.integers(0, 3), max_size=2)), *wanted)

    def case(xp, a):
        found = xp.broadcast_to(a, wanted)
        return found, found.flags.writeable

    agree(case, array, strides=True)

    def write(xp, a):
        xp.broadcast_to(a, wanted)[...] = 0

    agree(write, array)


@given(array=twins(KINDS, most=3, least=2), data=st.data())
@settings(max_examples=45)
def test_diagonals_are_views(array, data):
    ndim = len(array.shape)
    offset = data.draw(st.integers(-4, 4))
    first, second = (data.draw(st.integers(-ndim, ndim - 1)) for _ in range(2))

    def case(xp, a):
        found = xp.diagonal(a, offset, first, second)
        return found, found.flags.writeable, xp.trace(a, offset, first, second)

    agree(case, array, strides=True, ulps=4)


@given(array=twins(KINDS, most=3, least=1), data=st.data())
@settings(max_examples=50)
def test_sliding_windows_are_views(array, data):
    shape = array.view_shape
    axes = data.draw(st.lists(st.integers(0, len(shape) - 1), min_size=1, max_size=2))
    sizes = tuple(data.draw(st.integers(1, shape[axis] + 1)) for axis in axes)

    def case(xp, a):
        view = xp.lib.stride_tricks.sliding_window_view(a, sizes, tuple(axes))
        return view, view.flags.writeable

    agree(case, array, strides=True)


@given(array=twins(KINDS, most=2, least=1, empty=False))
@settings(max_examples=30)
def test_as_strided_reaches_the_memory_it_says(array):
    def case(xp, a):
        found = xp.lib.stride_tricks.as_strided(a, (2, *a.shape), (0, *a.strides))
        found[0] = 1
        return found, a

    agree(case, array, strides=True)


@pytest.mark.parametrize("kind", ["float32", "int32", "bool"])
def test_a_copy_shares_nothing(kind):
    def case(xp):
        array = xp.ones((2, 3), dtype=kind)
        copies = [array.copy(), xp.array(array), array.astype(kind), array.flatten(), array + 0]
        copies += [array.T.copy(), xp.ascontiguousarray(array.T), array.reshape(3, 2).T.reshape(6)]
        kept = [array, array.ravel(), xp.asarray(array), array.astype(kind, copy=False)]
        kept += [array.reshape(-1), xp.ascontiguousarray(array)]
        array[...] = 0
        return copies, kept

    agree(case)


@given(array=twins(("float32", "int64"), most=3, least=1), data=st.data())
@settings(max_examples=30)
def test_split_gives_views_and_stack_copies(array, data):
    axis = data.draw(st.integers(0, len(array.shape) - 1))
    parts = data.draw(st.one_of(st.integers(1, 3), st.lists(st.integers(-1, 5), max_size=2)))

    def case(xp, a):
        found = xp.split(a, parts, axis)
        joined = xp.concatenate(found, axis)
        stacked = xp.stack([a, a], axis)
        for part in found:
            part[...] = 0
        return joined, stacked, found, a

    agree(case, array)


@given(array=twins(KINDS, most=3, least=1))
@settings(max_examples=30)
def test_flat_reads_and_writes_in_c_order(array):
    def case(_, a):
        flat = list(a.flat)
        if a.size:
            a.flat[0] = 1
            a.flat[a.size - 1 :] = 0
        return flat, a

    agree(case, array)


@given(array=twins(KINDS, most=3))
@settings(max_examples=30)
def test_fill_and_sealing(array):
    def case(_, a):
        a = a.copy()
        a.fill(1)
        kept = a.copy()
        a.flags.writeable = False
        a[...] = 0
        return kept

    agree(case, array)


@given(array=twins(KINDS, most=3))
@settings(max_examples=30)
def test_what_an_array_is(array):
    def case(_, a):
        return [a.dtype, a.shape, a.ndim, a.size, a.itemsize, a.nbytes, a.tolist(), a.flags.owndata]

    agree(case, array, strides=True)
