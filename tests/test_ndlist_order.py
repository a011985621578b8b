"""Which way results lie in memory: the strides of ndlist are those of NumPy."""

# ruff: noqa: ARG005 - every call takes the same three

from __future__ import annotations

import math

import numpy as np
import pytest
from gradwalk import ndlist
from hypothesis import given
from hypothesis import strategies as st

CALLS = {
    "add": lambda xp, a, b: a + b,
    "exp": lambda xp, a, b: xp.exp(a * 0),
    "greater": lambda xp, a, b: a > b,
    "a number": lambda xp, a, b: a * 2,
    "where": lambda xp, a, b: xp.where(a > 2, a, b),
    "clip": lambda xp, a, b: xp.clip(a, 1, 2),
    "sum": lambda xp, a, b: a.sum(axis=0),
    "max": lambda xp, a, b: a.max(axis=-1, keepdims=True),
    "astype": lambda xp, a, b: a.astype("float64"),
    "array": lambda xp, a, b: xp.array(a),
    "copy": lambda xp, a, b: a.copy(),
    "zeros_like": lambda xp, a, b: xp.zeros_like(a),
    "round": lambda xp, a, b: xp.round(a, 1),
}


@st.composite
def layouts(draw):
    """A shape, and for two operands the order of axes in memory and which one is broadcast."""
    shape = tuple(draw(st.lists(st.integers(1, 3), min_size=2, max_size=4)))
    axes = list(range(len(shape)))
    orders = [draw(st.permutations(axes)) for _ in range(2)]
    return shape, orders, draw(st.sampled_from([None, *axes])), draw(st.sampled_from([1, 2]))


def made(xp, shape, order, step):
    """An array of that shape whose memory has its axes in that order; the last axis in steps."""
    lengths = [shape[axis] for axis in order]
    lengths[-1] *= step
    array = xp.arange(math.prod(lengths), dtype="float32").reshape(lengths)[..., ::step]
    return array.transpose([order.index(axis) for axis in range(len(shape))])


@given(layouts(), st.sampled_from(sorted(CALLS)))
def test_results_lie_as_numpys(layout, name):
    shape, orders, gone, step = layout
    found = []
    for xp in (np, ndlist):
        first, second = (made(xp, shape, order, step) for order in orders)
        if gone is not None:
            second = second[(*[slice(None)] * gone, slice(0, 1))]
        result = CALLS[name](xp, first, second)
        moves = [s for n, s in zip(result.shape, result.strides, strict=True) if n > 1]
        found.append((result.shape, moves, result.tolist(), result.base is None))
    assert found[0] == found[1]


def test_append():
    for call in (lambda xp: xp.append([1, 2], [[3.5]]), lambda xp: xp.append([[1]], [[2]], axis=0)):
        wanted, found = call(np), call(ndlist)
        assert (found.tolist(), found.dtype.name) == (wanted.tolist(), wanted.dtype.name)


def test_issubdtype():
    dtypes = ["bool_", "int8", "uint8", "int64", "float16", "float32", "float64", "complex64"]
    kinds = ["generic", "number", "integer", "inexact", "floating", "complexfloating"]
    for one in dtypes:
        for other in dtypes + kinds:
            wanted, found = (
                xp.issubdtype(xp.dtype(getattr(xp, one)), getattr(xp, other)) for xp in (np, ndlist)
            )
            assert found == wanted, (one, other)


SQUARE = "7.28 TiB for an array with shape (1000000, 1000000) and data type float64"
HUGE = [  # NumPy's texts, recorded: where memory is promised freely it would not refuse
    (
        lambda xp: xp.ones((10**7, 1), "f4") + xp.ones(10**7, "f4"),
        "364. TiB for an array with shape (10000000, 10000000) and data type float32",
    ),
    (lambda xp: xp.zeros((10**6, 10**6)), SQUARE),
    (lambda xp: xp.full((10**6, 10**6), 1.5), SQUARE),
    (lambda xp: xp.where(xp.ones((10**6, 1)) > 0, xp.ones(10**6), 0.0), SQUARE),
    (lambda xp: xp.outer(xp.ones(10**6), xp.ones(10**6)), SQUARE),
    (lambda xp: xp.ones((10**6, 1)) @ xp.ones((1, 10**6)), SQUARE),
    (lambda xp: xp.broadcast_to(xp.ones(1), (10**6, 10**6)).copy(), SQUARE),
    (lambda xp: xp.exp(xp.broadcast_to(xp.ones(1), (10**6, 10**6))), SQUARE),
    (lambda xp: xp.eye(10**6), SQUARE),
    (
        lambda xp: xp.arange(10**12),
        "7.28 TiB for an array with shape (1000000000000,) and data type int64",
    ),
    (
        lambda xp: xp.repeat(xp.ones(1000), 10**9),
        "7.28 TiB for an array with shape (1000000000000,) and data type float64",
    ),
    (
        lambda xp: xp.pad(xp.ones(3), 10**12),
        "14.6 TiB for an array with shape (2000000000003,) and data type float64",
    ),
    (
        lambda xp: xp.tile(xp.ones(1000), (10**6, 10**4)),
        "72.8 TiB for an array with shape (1000000, 10000000) and data type float64",
    ),
]


@pytest.mark.parametrize(("call", "text"), HUGE)
def test_what_no_memory_can_hold_is_refused_before_it_is_begun(call, text):
    with pytest.raises(MemoryError) as caught:
        call(ndlist)
    assert str(caught.value) == "Unable to allocate " + text
