"""The product of three tensors, of which some dimensions are summed: what bilinear maps are."""

from __future__ import annotations

import functools
import operator
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.samples import numbers

Axes = tuple[int, ...]


def _trilinear(
    i1: Any, i2: Any, i3: Any, expand1: Axes, expand2: Axes, expand3: Axes, sumdim: Axes
) -> Any:
    """Each with new dimensions where `expand` says, multiplied, and summed over `sumdim`."""
    given = zip((i1, i2, i3), (expand1, expand2, expand3), strict=True)
    wide = [xp.expand_dims(each, axes) for each, axes in given]
    product = functools.reduce(operator.mul, wide)
    return xp.add.reduce(product, axis=sumdim, dtype=product.dtype)  # bytes stay bytes


trilinear: Function = op(
    "_trilinear",
    _trilinear,
    i1=lambda grad, i2, i3, expand1, expand2, expand3, sumdim: trilinear(
        grad, i2, i3, sumdim, expand2, expand3, expand1
    ),
    i2=lambda grad, i1, i3, expand1, expand2, expand3, sumdim: trilinear(
        i1, grad, i3, expand1, sumdim, expand3, expand2
    ),
    i3=lambda grad, i1, i2, expand1, expand2, expand3, sumdim: trilinear(
        i1, i2, grad, expand1, expand2, sumdim, expand3
    ),
    samples=(
        (
            *(numbers(2, 3), numbers(4, 3, 2, start=9), numbers(2, 2, start=40)),
            *((1, 3), (0,), (1, 2), (2, 3)),
        ),
    ),
)
