"""Sums add in the order of PyTorch's kernel; the numbers are what PyTorch 2.13 gave, seed 0."""

from __future__ import annotations

import gradwalk as torch
import pytest
from gradwalk.array import xp
from gradwalk.ops.summing import added

SHAPES = [(5,), (7,), (8,), (31,), (600,), (4096,), (5, 3), (33, 5), (40, 33), (6, 5, 7), (4, 9, 2)]
AXES = {1: [None, (0,)], 2: [None, (0,), (1,)], 3: [None, (0,), (1,), (2,), (0, 1), (1, 2)]}


def test_the_last_bit_is_pytorchs():
    torch.manual_seed(0)
    found = [torch.rand(n).sum().item() for n in (5, 7, 8, 9, 15)]
    assert found == [
        1.7924091815948486,
        3.8591620922088623,
        2.9445719718933105,
        5.01450777053833,
        6.229733943939209,
    ]
    x = torch.rand(3, 5)
    assert x.sum(1).tolist() == [2.267833948135376, 3.564793109893799, 1.8998183012008667]
    assert x.sum().item() == 7.732445240020752


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_it_is_the_sum(shape, kind):
    array = xp.sin(xp.arange(int(xp.prod(shape)))).astype(kind).reshape(shape)
    for axes in AXES[len(shape)]:
        for keepdims in (False, True):
            wanted = xp.add.reduce(array.astype("float64"), axis=axes, keepdims=keepdims)
            got = added(array, axes, keepdims, array.dtype)
            assert got.dtype == array.dtype
            assert got.shape == wanted.shape
            assert xp.allclose(got, wanted, 1e-4, 1e-4)
