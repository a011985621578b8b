"""ndlist makes, casts and prints arrays as NumPy does, and refuses what NumPy refuses."""

import copy
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import EVERY, FLOATS, INTEGERS, REAL, agree, ndlist, numbers, numpy, shapes, twins

# --- making ---------------------------------------------------------------------------------------


def nested():
    number = st.one_of(st.booleans(), st.integers(-9, 9), st.floats(-4, 4, width=32))
    level = st.lists(number, max_size=3)
    return st.one_of(
        number, level, st.lists(level, max_size=3), st.lists(st.lists(level, max_size=2))
    )


@given(value=nested(), kind=st.none() | st.sampled_from(REAL))
@settings(max_examples=75)
def test_arrays_of_nested_lists(value, kind):
    agree(lambda xp: xp.array(value, dtype=kind))


@given(shape=shapes(0, 3, 3), kind=st.sampled_from(EVERY), fill=numbers("float64", special=False))
@settings(max_examples=30)
def test_filled_arrays(shape, kind, fill):
    def case(xp):
        found = [xp.zeros(shape, dtype=kind), xp.ones(shape, dtype=kind), xp.full(shape, fill)]
        found += [xp.empty(shape, dtype=kind).shape, xp.full(shape, 3, dtype=kind)]
        found += [xp.zeros_like(found[0]), xp.ones_like(found[1], dtype="float32")]
        return [*found, xp.full_like(found[2], 2)]

    agree(case)


@given(data=st.data(), kind=st.sampled_from([None, None, "float32", "int64"]))
@settings(max_examples=50)
def test_arange(data, kind):
    whole = st.integers(-6, 6)
    number = data.draw(st.sampled_from([whole, st.integers(-12, 12).map(lambda n: n / 4)]))
    arguments = data.draw(st.lists(number, min_size=1, max_size=2))
    if len(arguments) == 2 and data.draw(st.booleans()):
        arguments.append(data.draw(number.filter(bool)))
    agree(lambda xp: xp.arange(*arguments, dtype=kind))


@given(
    start=numbers("float64", small=True),
    stop=numbers("float32", small=True),
    num=st.integers(-1, 7),
    end=st.booleans(),
    kind=st.sampled_from([None, "float32", "int64"]),
)
@settings(max_examples=45)
def test_linspace(start, stop, num, end, kind):
    agree(lambda xp: xp.linspace(start, stop, num, endpoint=end, dtype=kind))
    agree(lambda xp: xp.linspace(xp.float32(start), xp.float32(stop), max(num, 0), endpoint=end))


@given(n=st.integers(0, 4), m=st.none() | st.integers(0, 4), k=st.integers(-3, 3))
@settings(max_examples=30)
def test_eye(n, m, k):
    agree(lambda xp: (xp.eye(n, m, k), xp.eye(n, dtype="int32"), xp.identity(n, dtype="float32")))


# --- casting --------------------------------------------------------------------------------------


@given(array=twins(EVERY, most=2, special=False, small=True), kind=st.sampled_from(EVERY))
@settings(max_examples=75)
def test_casting_of_small_numbers(array, kind):
    """Of numbers that fit: what is negative wraps around only between integers."""

    def case(xp, a):
        a = xp.abs(a) if "float" in array.kind and kind.startswith("u") else a
        return a.astype(kind)

    agree(case, array)


@given(array=twins(EVERY, most=2), kind=st.sampled_from([*FLOATS, "float16", "bool", "complex64"]))
@settings(max_examples=50)
def test_casting_to_floats_and_bools(array, kind):
    agree(lambda _, a: a.astype(kind), array)


@given(array=twins(INTEGERS, most=2), kind=st.sampled_from(EVERY))
@settings(max_examples=50)
def test_casting_of_integers_wraps_around(array, kind):
    agree(lambda _, a: a.astype(kind), array)


@given(pair=st.tuples(*[st.sampled_from([*EVERY, "complex64", "complex128"])] * 2))
@settings(max_examples=50)
def test_promotion_of_dtypes(pair):
    def case(xp):
        found = xp.promote_types(*pair), xp.result_type(*pair)
        casts = [xp.can_cast(*pair, how) for how in ("no", "safe", "same_kind", "unsafe")]
        return [*found, *casts]

    agree(case)


@given(
    kinds=st.lists(st.sampled_from(EVERY), max_size=2),
    weak=st.lists(st.sampled_from([True, 3, 2.5]), max_size=2),
)
@settings(max_examples=50)
def test_promotion_with_python_numbers(kinds, weak):
    agree(lambda xp: xp.result_type(*[xp.zeros(2, dtype=kind) for kind in kinds], *weak))


@pytest.mark.parametrize("kind", [*EVERY, "complex64", "complex128"])
def test_what_a_dtype_is(kind):
    def case(xp):
        found = xp.dtype(kind)
        ways = [xp.dtype(found), xp.zeros(1, dtype=kind).dtype, xp.dtype(getattr(xp, kind))]
        found_too = [each == found for each in ways] + [found == kind, found != "x"]
        text = [
            repr(found),
            str(found),
            found.name,
            found.kind,
            found.char,
            found.itemsize,
            found.str,
        ]
        return [*text, *found_too, found.num, hash(found) == hash(xp.dtype(kind))]

    agree(case)


@pytest.mark.parametrize("kind", EVERY)
def test_limits(kind):
    def case(xp):
        if "float" in kind:
            found = xp.finfo(kind)
            names = ["eps", "max", "min", "tiny", "smallest_normal", "resolution"]
            return [float(getattr(found, name)) for name in names] + [found.bits]
        if kind == "bool":
            return xp.iinfo(kind).max
        return [xp.iinfo(kind).max, xp.iinfo(kind).min, xp.iinfo(kind).bits]

    agree(case, texts=False)


# --- text -----------------------------------------------------------------------------------------


@given(array=twins((*REAL, "float16"), most=3))
@settings(max_examples=125)
def test_repr_and_str(array):
    agree(lambda _, a: (repr(a), str(a)), array)


@given(
    flat=st.lists(
        st.builds(lambda m, e: float(f"{m}e{e}"), st.integers(-9999, 9999), st.integers(-9, 9)),
        max_size=6,
    ),
    kind=st.sampled_from(FLOATS),
)
@settings(max_examples=100)
def test_repr_of_floats_of_all_sizes(flat, kind):
    agree(lambda xp: (repr(xp.array(flat, dtype=kind)), str(xp.array(flat, dtype=kind))))


@pytest.mark.parametrize("shape", [(1001,), (40, 40), (2, 600), (30,), (3, 1, 40), (0, 3), (1, 0)])
@pytest.mark.parametrize("kind", ["float32", "int64"])
def test_long_arrays_are_wrapped_and_shortened(shape, kind):
    count = math.prod(shape)

    def case(xp):
        array = (xp.arange(count, dtype="float64") / 7 - 11).astype(kind).reshape(shape)
        return repr(array), str(array)

    agree(case)


def test_print_options():
    def case(xp):
        xp.set_printoptions(precision=3, suppress=True, linewidth=40)
        try:
            return repr(xp.array([1.23456, 1e-7, 1234567.0])), str(xp.arange(30) / 3)
        finally:
            xp.set_printoptions(precision=8, suppress=False, linewidth=75)

    agree(case)


# --- programs -------------------------------------------------------------------------------------


@given(array=twins(REAL, most=2, least=1))
@settings(max_examples=30)
def test_python_looks_at_an_array(array):
    def case(_, a):
        found = [len(a), list(a), a.tolist(), [x.shape for x in a]]
        return [*found, 1 in a, copy.deepcopy(a), copy.copy(a)]

    agree(case, array)


@given(array=twins(REAL, most=2, size=2))
@settings(max_examples=30)
def test_truth_and_numbers_of_arrays(array):
    for kind in (bool, float, int, list, len, hash):
        agree(lambda _, a, kind=kind: kind(a), array, texts=kind is not hash)
    agree(lambda _, a: a.item(), array)


@given(array=twins(("float32", "int64"), most=2), low=st.integers(-3, 3), high=st.integers(-3, 3))
@settings(max_examples=30)
def test_clip_and_where(array, low, high):
    def case(xp, a):
        found = [xp.clip(a, low, high), a.clip(low), xp.clip(a, None, high), xp.maximum(a, high)]
        found = [each + 0 for each in found]  # which of two zeros it is depends on the processor
        return [*found, xp.where(a > low, a, high), xp.where(a > 0, 1.5, a)]

    agree(case, array)


@given(array=twins((*FLOATS, "int64"), most=2, small=True), places=st.integers(-1, 3))
@settings(max_examples=45)
def test_rounding_to_places(array, places):
    agree(lambda xp, a: (xp.round(a, places), a.round(places), xp.rint(a)), array)


BAD = {
    "ragged": lambda xp: xp.array([[1, 2], [3]]),
    "ragged deeper": lambda xp: xp.array([[[1], [2]], [[3], 4]]),
    "reshape": lambda xp: xp.zeros(6).reshape(4),
    "reshape twice unknown": lambda xp: xp.zeros(6).reshape(-1, -1),
    "reshape unknown": lambda xp: xp.zeros(6).reshape(-1, 4),
    "broadcast": lambda xp: xp.zeros(2) + xp.zeros(3),
    "broadcast deep": lambda xp: xp.zeros((2, 1, 4)) * xp.zeros((3, 5)),
    "broadcast in place": lambda xp: xp.zeros(2).__iadd__(xp.zeros((2, 2))),
    "assign": lambda xp: xp.zeros((2, 3)).__setitem__(0, xp.zeros(2)),
    "assign a mask": lambda xp: xp.zeros(3).__setitem__(xp.array([True, False, True]), [1, 2, 3]),
    "mask of another length": lambda xp: xp.zeros(3)[xp.array([True, False])],
    "index": lambda xp: xp.zeros(3)[3],
    "index below": lambda xp: xp.zeros((2, 3))[0, -4],
    "index array": lambda xp: xp.zeros(3)[xp.array([0, 5])],
    "too many": lambda xp: xp.zeros(3)[0, 0],
    "index of float": lambda xp: xp.zeros(3)[1.0],
    "index of text": lambda xp: xp.zeros(3)["a"],
    "index array of floats": lambda xp: xp.zeros(3)[xp.array([1.0])],
    "two ellipses": lambda xp: xp.zeros((2, 2))[..., ...],
    "a scalar indexed": lambda xp: xp.float32(1.0)[0],
    "step of zero": lambda xp: xp.zeros(3)[::0],
    "axis": lambda xp: xp.sum(xp.zeros(3), axis=1),
    "axis twice": lambda xp: xp.sum(xp.zeros((2, 2)), axis=(0, 0)),
    "axis of max": lambda xp: xp.max(xp.zeros(3), axis=-2),
    "max of nothing": lambda xp: xp.max(xp.zeros(0)),
    "argmax of nothing": lambda xp: xp.argmax(xp.zeros(0)),
    "transpose": lambda xp: xp.zeros((2, 3)).transpose(0, 0),
    "transpose fewer": lambda xp: xp.zeros((2, 3)).transpose(0),
    "squeeze": lambda xp: xp.squeeze(xp.zeros((2, 3)), 0),
    "expand": lambda xp: xp.expand_dims(xp.zeros(2), 4),
    "swapaxes": lambda xp: xp.swapaxes(xp.zeros(2), 0, 1),
    "matmul": lambda xp: xp.matmul(xp.zeros((2, 3)), xp.zeros((2, 3))),
    "matmul of a number": lambda xp: xp.matmul(xp.zeros(3), 2.0),
    "matmul of vectors": lambda xp: xp.zeros(2) @ xp.zeros(3),
    "matmul of stacks": lambda xp: xp.zeros((2, 1, 1)) @ xp.zeros((3, 1, 1)),
    "dot": lambda xp: xp.dot(xp.zeros((2, 3)), xp.zeros((2, 3))),
    "concatenate": lambda xp: xp.concatenate([xp.zeros((2, 3)), xp.zeros((2, 4))]),
    "concatenate dimensions": lambda xp: xp.concatenate([xp.zeros(2), xp.zeros((2, 4))]),
    "concatenate numbers": lambda xp: xp.concatenate([xp.array(1), xp.array(2)]),
    "concatenate nothing": lambda xp: xp.concatenate([]),
    "stack": lambda xp: xp.stack([xp.zeros(2), xp.zeros(3)]),
    "stack nothing": lambda xp: xp.stack([]),
    "split": lambda xp: xp.split(xp.zeros(5), 2),
    "truth": lambda xp: bool(xp.zeros(2)),
    "truth of nothing": lambda xp: bool(xp.zeros(0)),
    "number": lambda xp: float(xp.zeros(2)),
    "item": lambda xp: xp.zeros(2).item(),
    "len": lambda xp: len(xp.array(1.0)),
    "iter": lambda xp: iter(xp.array(1.0)),
    "minus of bools": lambda xp: xp.array([True]) - xp.array([True]),
    "minus bool": lambda xp: -xp.array([True]),
    "and of floats": lambda xp: xp.zeros(2) & xp.zeros(2),
    "invert floats": lambda xp: ~xp.zeros(2),
    "powers of integers": lambda xp: xp.array([2]) ** xp.array([-1]),
    "in place into integers": lambda xp: xp.zeros(2, dtype="int64").__iadd__(1.5),
    "too large": lambda xp: xp.zeros(2, dtype="uint8") + 300,
    "too large to make": lambda xp: xp.array([300], dtype="int8"),
    "nan to integer": lambda xp: xp.array([math.nan], dtype="int64"),
    "negative length": lambda xp: xp.zeros(-1),
    "length of text": lambda xp: xp.zeros("a"),
    "dtype": lambda xp: xp.zeros(1, dtype="flaot"),
    "dtype of nothing": lambda xp: xp.dtype(3),
    "text": lambda xp: xp.zeros(2).astype("x"),
    "read-only": lambda xp: xp.broadcast_to(xp.zeros(1), (3,)).__setitem__(0, 1),
    "broadcast_to": lambda xp: xp.broadcast_to(xp.zeros(2), (3,)),
    "broadcast_shapes": lambda xp: xp.broadcast_shapes((2,), (3,)),
    "broadcast_arrays": lambda xp: xp.broadcast_arrays(xp.zeros(2), xp.zeros(3)),
    "where": lambda xp: xp.where(xp.zeros(2), xp.zeros(3), 1),
    "einsum": lambda xp: xp.einsum("ij->i", xp.zeros(3)),
    "tensordot": lambda xp: xp.tensordot(xp.zeros((2, 3)), xp.zeros((2, 3)), 1),
    "moveaxis": lambda xp: xp.moveaxis(xp.zeros((2, 3)), [0, 1], [0]),
    "attribute": lambda xp: xp.zeros(1).nothing,
    "take": lambda xp: xp.take(xp.zeros(3), [4]),
    "take from nothing": lambda xp: xp.take(xp.zeros(0), [0]),
    "searchsorted": lambda xp: xp.searchsorted(xp.zeros((2, 2)), 1),
    "unravel": lambda xp: xp.unravel_index(9, (2, 3)),
    "repeat": lambda xp: xp.repeat(xp.zeros(3), [1, 2]),
    "pad": lambda xp: xp.pad(xp.zeros(3), -1),
    "cross": lambda xp: xp.cross(xp.zeros(4), xp.zeros(4)),
    "diag": lambda xp: xp.diag(xp.zeros((2, 2, 2))),
    "diagonal": lambda xp: xp.diagonal(xp.zeros(2)),
    "windows": lambda xp: xp.lib.stride_tricks.sliding_window_view(xp.zeros(2), 3),
    "cumsum": lambda xp: xp.cumsum(xp.zeros(2), axis=1),
    "linspace": lambda xp: xp.linspace(0, 1, -1),
    "bincount": lambda xp: xp.bincount(xp.array([-1])),
    "quantile": lambda xp: xp.quantile(xp.zeros(2), 2),
    "meshgrid": lambda xp: xp.meshgrid(xp.zeros(2), indexing="x"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_numpys_words(name):
    def case(xp):
        try:
            return BAD[name](xp)
        except AttributeError as error:
            raise TypeError(str(error)) from None

    agree(case)


def test_every_name_of_ndlist_is_numpys():
    public = [name for name in vars(ndlist) if not name.startswith("_")]
    modules = {name for name in public if getattr(ndlist, name).__class__.__name__ == "module"}
    assert {name for name in public if not hasattr(numpy, name)} <= modules
