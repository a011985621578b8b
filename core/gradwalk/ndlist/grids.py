"""Grids of places: meshgrid, ogrid, mgrid, ix_, indices, ndindex, (un)ravel_index."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from operator import index
from typing import Any

from gradwalk.ndlist.base import build, contiguous, result, values
from gradwalk.ndlist.create import arange, asarray, linspace, shape_of
from gradwalk.ndlist.dtype import INT64
from gradwalk.ndlist.join import stack
from gradwalk.ndlist.shape import broadcast_arrays, broadcast_to


def meshgrid(
    *xi: Any, copy: bool = True, sparse: bool = False, indexing: str = "xy"
) -> tuple[Any, ...]:
    """Coordinates of a grid: one array for each axis; with "xy" the first two are exchanged."""
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    n = len(xi)
    axes = list(range(n))
    if indexing == "xy" and n > 1:
        axes[:2] = 1, 0
    found = [
        asarray(x).reshape((1,) * axis + (-1,) + (1,) * (n - axis - 1))
        for axis, x in zip(axes, xi, strict=True)
    ]
    if not sparse:
        found = list(broadcast_arrays(*found))
    return tuple(each.copy() for each in found) if copy else tuple(found)


def _range(part: slice) -> Any:
    """The numbers of a slice; an imaginary step says how many, both ends included."""
    start, step = part.start or 0, 1 if part.step is None else part.step
    if isinstance(step, complex):
        return linspace(start, part.stop, int(abs(step)))
    return arange(start, part.stop, step)


class _Grid:
    """What `ogrid` and `mgrid` are: slices in brackets."""

    def __init__(self, *, sparse: bool) -> None:
        self.sparse = sparse

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, tuple):
            return _range(key)
        found = meshgrid(*map(_range, key), sparse=True, indexing="ij")
        return found if self.sparse else stack(broadcast_arrays(*found))


ogrid = _Grid(sparse=True)
mgrid = _Grid(sparse=False)


def ix_(*args: Any) -> tuple[Any, ...]:
    """Places along each axis, shaped so that together they choose a grid."""
    found = []
    for axis, each in enumerate(args):
        places = asarray(each)
        if places.ndim != 1:
            raise ValueError("Cross index must be 1 dimensional")
        if places.dtype.kind == "b":
            places = places.nonzero()[0]
        elif not places.size:
            places = places.astype(INT64)
        found.append(places.reshape((1,) * axis + (-1,) + (1,) * (len(args) - axis - 1)))
    return tuple(found)


def indices(dimensions: Any, dtype: Any = int, sparse: bool = False) -> Any:
    """For each axis of a shape, the place along it of every element."""
    shape = shape_of(dimensions)
    found = [
        arange(n, dtype=dtype).reshape((1,) * i + (n,) + (1,) * (len(shape) - i - 1))
        for i, n in enumerate(shape)
    ]
    if sparse:
        return tuple(found)
    if not found:
        return build([], (0,), INT64)
    return stack([broadcast_to(each, shape) for each in found])


def ndindex(*shape: Any) -> Iterator[tuple[int, ...]]:
    """The places of an array of that shape, in C order."""
    lengths = shape_of(
        shape[0] if len(shape) == 1 and not hasattr(shape[0], "__index__") else shape
    )
    return itertools.product(*map(range, lengths))


def ndenumerate(arr: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Every place of an array with the element there."""
    arr = asarray(arr)
    return ((place, arr[place]) for place in ndindex(arr.shape))


def unravel_index(indices: Any, shape: Any, order: str = "C") -> tuple[Any, ...]:
    """The places along each axis, of places in the flat array."""
    places, lengths = asarray(indices), shape_of(shape)
    if places.dtype.kind not in "iu":
        raise TypeError("only int indices permitted")
    size = math.prod(lengths)
    for place in values(places):
        if not 0 <= place < size:
            raise ValueError(f"index {place} is out of bounds for array with size {size}")
    steps = contiguous(lengths) if order == "C" else contiguous(lengths[::-1])[::-1]
    flat = values(places)
    return tuple(
        result([place // step % n for place in flat], places.shape, INT64)
        for n, step in zip(lengths, steps, strict=True)
    )


def ravel_multi_index(multi_index: Any, dims: Any, mode: str = "raise", order: str = "C") -> Any:
    """The places in the flat array, of places along each axis."""
    lengths = shape_of(dims)
    columns = broadcast_arrays(*(asarray(each) for each in multi_index))
    steps = contiguous(lengths) if order == "C" else contiguous(lengths[::-1])[::-1]
    flat = [0] * columns[0].size
    for column, n, step in zip(columns, lengths, steps, strict=True):
        for i, place in enumerate(values(column)):
            if mode == "raise" and not 0 <= place < n:
                raise ValueError("invalid entry in coordinates array")
            inside = place % n if mode == "wrap" else min(max(place, 0), n - 1)
            flat[i] += index(inside) * step
    return result(flat, columns[0].shape, INT64)
