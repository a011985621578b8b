"""The same array twice, of NumPy and of ndlist, and whether what comes out of both is the same.

A case is a function of (xp, arrays): it is called once with each module. `agree` compares what it
returns or raises: types, dtypes, shapes, strides, values to the bit (or to some ulps), error texts.
"""

import math
import struct
import warnings
from dataclasses import dataclass
from typing import Any

import pytest
from gradwalk import ndlist
from hypothesis import strategies as st

numpy = pytest.importorskip("numpy")

FLOATS = ("float32", "float64")
INTEGERS = ("int64", "int32", "uint8")
REAL = (*FLOATS, *INTEGERS, "bool")
EVERY = (*REAL, "float16", "int8", "int16", "uint16", "uint32", "uint64")
TINY = {"float16": 2.0**-24, "float32": 2.0**-149, "float64": 5e-324}


# --- values and shapes ----------------------------------------------------------------------------


def numbers(kind, *, special=True, small=False):
    """Python numbers that the dtype holds exactly."""
    if kind == "bool":
        return st.booleans()
    if "int" in kind:
        limits = numpy.iinfo(kind)
        near = st.integers(max(limits.min, -5), min(limits.max, 5))
        if small:
            return near
        ends = st.sampled_from([int(limits.min), int(limits.max)])
        return st.one_of(near, ends, st.integers(int(limits.min), int(limits.max)))
    width = int(kind[5:])
    usual = st.integers(-64, 64).map(lambda n: n / 8)
    if small:
        return usual
    wide = st.floats(width=width, allow_nan=special, allow_infinity=special)
    if not special:
        return st.one_of(usual, wide)
    odd = st.sampled_from([0.0, -0.0, math.inf, -math.inf, math.nan, 1.0, -1.0, TINY[kind]])
    return st.one_of(usual, usual, wide, odd)


def shapes(least=0, most=4, size=4, *, empty=True):
    return st.lists(st.integers(0 if empty else 1, size), min_size=least, max_size=most).map(tuple)


@dataclass
class Twins:
    """A base array's numbers, and the views (a list of steps) that lead to the array."""

    flat: list[Any]
    shape: tuple[int, ...]
    kind: str
    steps: tuple[tuple[str, Any], ...] = ()

    def of(self, xp):
        """(the base, the view) in an array module."""
        base = view = xp.array(self.flat, dtype=self.kind).reshape(self.shape)
        for name, argument in self.steps:
            view = view[argument] if name == "cut" else view.transpose(argument)
        return base, view

    @property
    def view_shape(self):
        return self.of(numpy)[1].shape

    def __repr__(self):
        steps = "".join(
            f"[{argument}]" if name == "cut" else f".transpose{argument}"
            for name, argument in self.steps
        )
        return f"array({self.flat}, {self.kind!r}).reshape{self.shape}{steps}"


@st.composite
def cuts(draw, shape):
    """A basic index that keeps every axis: slices with any step, backwards too."""
    parts = []
    for length in shape:
        step = draw(st.sampled_from([None, None, 2, -1, -2]))
        start = draw(st.none() | st.integers(-length - 1, length + 1))
        stop = draw(st.none() | st.integers(-length - 1, length + 1))
        parts.append(slice(start, stop, step) if draw(st.booleans()) else slice(None, None, step))
    return tuple(parts)


@st.composite
def twins(draw, kinds=REAL, shape=None, *, small=False, special=True, views=True, **limits):
    """Arrays of one of the dtypes; some of them transposed, cut, or backwards."""
    kind = draw(st.sampled_from(kinds))
    lengths = draw(shapes(**limits)) if shape is None else shape
    count = math.prod(lengths)
    element = numbers(kind, special=special, small=small)
    flat = draw(st.lists(element, min_size=count, max_size=count))
    steps = []
    if views and lengths and shape is None:
        if draw(st.booleans()):
            steps.append(("turn", tuple(draw(st.permutations(range(len(lengths)))))))
        if draw(st.booleans()):
            now = Twins(flat, lengths, kind, tuple(steps)).view_shape
            steps.append(("cut", draw(cuts(now))))
    return Twins(flat, lengths, kind, tuple(steps))


# --- comparing ------------------------------------------------------------------------------------


def bits(value):
    """A number so that equal means the same: nan is nan, and -0.0 is not 0.0."""
    if isinstance(value, float):
        return "nan" if math.isnan(value) else struct.pack("d", value)
    if isinstance(value, complex):
        return bits(value.real), bits(value.imag)
    return type(value).__name__, value


def flat_of(array):
    """All numbers as Python numbers in C order."""
    found = array.tolist()
    if not array.shape:
        return [found]
    for _ in range(len(array.shape) - 1):
        found = [each for row in found for each in row]
    return found


def steps_that_matter(array):
    """The strides, where there is somewhere to go along an axis."""
    if not array.size:
        return None
    pairs = zip(array.shape, array.strides, strict=True)
    return [step for n, step in pairs if n > 1]


def within(one, other, kind, ulps):
    """Whether two floats are that many units in the last place apart at most."""
    if bits(one) == bits(other):
        return True
    if not (math.isfinite(one) and math.isfinite(other)):
        return False
    unit = float(numpy.spacing(numpy.asarray(max(abs(one), abs(other)), dtype=kind)))
    return abs(one - other) <= ulps * unit


def differs(wanted, found, ulps=0, *, strides=False):
    """What is different in two results, as a text; empty where nothing is."""
    if isinstance(wanted, (list, tuple)):
        if not isinstance(found, (list, tuple)) or len(wanted) != len(found):
            return f"{found!r} is not a sequence of {len(wanted)}"
        pairs = zip(wanted, found, strict=True)
        return "; ".join(filter(None, (differs(a, b, ulps, strides=strides) for a, b in pairs)))
    if not isinstance(wanted, (numpy.ndarray, numpy.generic)):
        if isinstance(wanted, numpy.dtype):
            return "" if wanted.name == found.name else f"{found} for {wanted}"
        same = type(wanted) is type(found) and bits(wanted) == bits(found)
        return "" if same else f"{found!r} ({type(found)}) for {wanted!r} ({type(wanted)})"
    ours = (ndlist.ndarray, ndlist.generic)[isinstance(wanted, numpy.generic)]
    if not isinstance(found, ours):
        return f"{type(found).__name__} for {type(wanted).__name__}: {found!r} for {wanted!r}"
    for name in ("dtype", "shape"):
        one, other = (getattr(each, name) for each in (wanted, found))
        if str(one) != str(other):
            return f"{name} {other} for {one}"
    if strides and steps_that_matter(wanted) != steps_that_matter(found):
        return f"strides {found.strides} for {wanted.strides}"
    for place, (one, other) in enumerate(zip(flat_of(wanted), flat_of(found), strict=True)):
        if bits(one) != bits(other):
            close = ulps and isinstance(one, float) and within(one, other, wanted.dtype.name, ulps)
            if not close:
                return f"element {place} is {other!r} for {one!r}"
    return ""


def outcome(case, xp, arrays):
    """("gives", result) or ("raises", type's name, text)."""
    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return "gives", case(xp, *arrays)
        except (ValueError, TypeError, IndexError, ZeroDivisionError, OverflowError) as error:
            return "raises", type(error).__name__, str(error)


def agree(case, *given, ulps=0, strides=False, texts=True):
    """Assert that a case does the same with both modules; the arrays given are Twins or plain."""
    wanted, found = (
        outcome(case, xp, [each.of(xp)[1] if isinstance(each, Twins) else each for each in given])
        for xp in (numpy, ndlist)
    )
    assert wanted[0] == found[0], f"ndlist {found}, NumPy {wanted}"
    if wanted[0] == "raises":
        count = 3 if texts else 2
        assert found[:count] == wanted[:count], f"ndlist {found}, NumPy {wanted}"
        return
    difference = differs(wanted[1], found[1], ulps, strides=strides)
    assert not difference, difference
