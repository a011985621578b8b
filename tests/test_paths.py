"""Paths in few numbers are the paths that they were, to the pixel."""

from gradwalk_ui.paths import packed, points
from hypothesis import given
from hypothesis import strategies as st

HALVES = st.integers(-4000, 4000).map(lambda number: number / 2)
POINTS = st.tuples(HALVES, HALVES)
CHAINS = st.integers(1, 5).flatmap(
    lambda k: st.lists(POINTS, min_size=3 * k + 1, max_size=3 * k + 1)
)


@given(CHAINS)
def test_a_curve_comes_back(path):
    again = points(packed(path))
    assert len(again) == len(path)
    for one, other in zip(path, again, strict=True):
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 1


def test_a_straight_way_is_where_it_ends():
    assert packed([(1.5, 0.0), (1.5, 31.0), (1.5, 61.0), (1.5, 92.0)]) == [1.5, 0, [1.5, 92]]
    assert points([1.5, 0, [1.5, 90]]) == [(1.5, 0.0), (1.5, 30.0), (1.5, 60.0), (1.5, 90)]
