"""Short texts of values, and values as JSON can hold them."""

import math

import gradwalk as torch
import pytest
from gradwalk.trace.capture import summary
from gradwalk_ui.values import WIDEST, Values, short


def value(numbers, **kind):
    return summary(torch.tensor(numbers, **kind)._array)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (2.0, "2"),
        (9.080731, "9.0807"),
        ([1.0, 2.0], "[1, 2]"),
        ([0.73106, 0.5, -1.0], "[0.7311, 0.5000, -1.0000]"),
        ([[1.0, 2.0], [3.0, 4.0]], "[[1, 2], [3, 4]]"),
        ([1e-7, 1.0], "[1e-07, 1]"),
        ([math.nan, math.inf, -math.inf], "[nan, inf, -inf]"),
        ([True, False], "[True, False]"),
        ([3, 4], "[3, 4]"),
        ([], "[]"),
        (list(range(100)), "[0, 1, 2, 3, …]"),
        ([[0.5] * 9] * 9, "[[0.5000, …], …]"),
    ],
)
def test_a_short_text(numbers, text):
    assert short(value(numbers)) == text


def test_a_short_text_is_short_whatever_the_shape():
    for shape in ((50,), (20, 20), (2, 3, 4), (1, 1, 1, 1), (64, 1), (0, 3)):
        assert len(short(summary(torch.rand(*shape)._array))) <= WIDEST + 6


def test_a_number_that_json_lacks_is_a_word():
    values = Values()
    values.add(value([math.nan, math.inf, -math.inf, 1.0]))
    (row,) = values.rows
    assert row["numbers"] == ["nan", "inf", "-inf", 1.0]
    assert row["max"] in ("nan", "inf")


def test_each_different_value_is_in_the_table_once():
    values = Values()
    places = [values.add(value(numbers)) for numbers in ([1.0], [2.0], [1.0])]
    assert places == [0, 1, 0]
    assert values.add(None) is None
    assert len(values.rows) == 2
