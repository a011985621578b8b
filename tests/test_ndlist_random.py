"""numpy.random and numpy.fft of ndlist: the numbers that NumPy has."""

from __future__ import annotations

import numpy as np
import pytest
from gradwalk import ndlist
from hypothesis import given
from hypothesis import strategies as st

DRAWS = [
    ("rand", (3,)),
    ("randn", (5,)),
    ("randn", ()),
    ("random", ()),
    ("uniform", (-1, 1, 4)),
    ("normal", (1.0, 2.0, (2, 3))),
    ("standard_normal", (3,)),
    ("randint", (0, 10, 20)),
    ("randint", (5,)),
    ("randint", (0, 2**40, 5)),
    ("permutation", (10,)),
    ("choice", (10, 5)),
    ("choice", (10, 5, False)),
    ("choice", (5, 8, True, [0.1, 0.2, 0.3, 0.2, 0.2])),
]


@given(st.integers(0, 2**32 - 1), st.lists(st.sampled_from(DRAWS), min_size=1, max_size=6))
def test_a_seed_gives_numpys_numbers(seed, draws):
    np.random.seed(seed)  # noqa: NPY002 - the old generator is what is compared
    ndlist.random.seed(seed)
    for name, arguments in draws:
        wanted = getattr(np.random, name)(*arguments)
        found = getattr(ndlist.random, name)(*arguments)
        assert np.array_equal(wanted, np.asarray(found)), name


def test_shuffling_in_place():
    np.random.seed(3)  # noqa: NPY002
    ndlist.random.seed(3)
    wanted, found = np.arange(12).reshape(6, 2), ndlist.arange(12).reshape(6, 2)
    np.random.shuffle(wanted)  # noqa: NPY002
    ndlist.random.shuffle(found)
    assert found.tolist() == wanted.tolist()


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_out_of_range_is_refused(seed):
    with pytest.raises(ValueError, match=r"Seed must be between 0 and 2\*\*32 - 1"):
        ndlist.random.seed(seed)


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=24), st.integers(2, 24))
def test_fourier(numbers, count):
    for name in ("fft", "ifft", "rfft"):
        wanted = getattr(np.fft, name)(numbers, count)
        found = np.asarray(getattr(ndlist.fft, name)(numbers, count))
        assert found.dtype == wanted.dtype
        assert np.allclose(found, wanted)
    half = np.fft.rfft(numbers)
    wanted = np.fft.irfft(half, len(numbers))
    assert np.allclose(np.asarray(ndlist.fft.irfft(half.tolist(), len(numbers))), wanted)
    assert np.allclose(np.asarray(ndlist.fft.fftfreq(count, 0.5)), np.fft.fftfreq(count, 0.5))
