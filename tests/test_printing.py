"""Printing: PyTorch's texts are recorded in tests/expressions; here, what they must have."""

from __future__ import annotations

import ast
import math

import gradwalk as torch
import pytest
from gradwalk.array import xp
from gradwalk.printing import array_text, get_printoptions, printoptions
from gradwalk.tensorbase import fresh
from hypothesis import given
from hypothesis import strategies as st

SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=4)
FLOATS = st.floats(-1e6, 1e6, width=32)


@st.composite
def arrays(draw, shapes=SHAPES, elements=FLOATS):
    """A float32 array: a few numbers of its own, over and over where it is large."""
    shape = draw(shapes)
    numbers = draw(st.lists(elements, min_size=1, max_size=60))
    count = math.prod(shape)
    flat = (numbers * count)[:count]
    return xp.array(flat, dtype=xp.float32).reshape(shape)


@given(arrays())
def test_the_numbers_can_be_read_back(array):
    found = xp.array(ast.literal_eval(array_text(array)))
    assert found.shape == array.shape
    assert xp.allclose(found, array, rtol=1e-4, atol=1e-4)


@given(arrays())
def test_lines_keep_within_the_width(array):
    lines = repr(fresh(array)).split("\n")
    assert max(map(len, lines)) <= 80 + 1 + array.ndim  # the brackets and the end come on top


@given(arrays(st.tuples(st.integers(1, 60)), st.floats(width=32)))
def test_all_numbers_of_a_vector_are_equally_wide(array):
    lines = array_text(array)[1:-1].split(",\n ")
    words = [word for line in lines for word in line.split(", ")]
    assert len(words) == array.size
    pairs = zip(words, array, strict=True)  # PyTorch does not reckon with zeros, nor with -0.
    finite = {len(word) for word, number in pairs if xp.isfinite(number) and number}
    assert len(finite) <= 1


def test_options_last_for_a_block():
    before = get_printoptions()
    with printoptions(precision=2, linewidth=40):
        assert repr(torch.tensor([1 / 3])) == "tensor([0.33])"
    assert get_printoptions() == before


@pytest.mark.parametrize("count", [1000, 1001])
def test_more_than_a_thousand_are_summarised(count):
    assert ("..." in repr(torch.zeros(count))) == (count > 1000)


def test_a_parameter_says_what_it_is():
    text = repr(torch.nn.Parameter(torch.ones(2)))
    assert text == "Parameter containing:\ntensor([1., 1.], requires_grad=True)"
