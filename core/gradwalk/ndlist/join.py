"""Arrays put together and taken apart: concatenate, stack, split."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Sequence
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import build, into, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import dtype as dtype_of
from gradwalk.ndlist.dtype import result_type
from gradwalk.ndlist.shape import atleast_1d, atleast_2d, axis_of, expand_dims, reshape


def concatenate(arrays: Any, axis: int | None = 0, out: Any = None, dtype: Any = None) -> Any:
    """Arrays one after the other along an axis that they have."""
    parts = [asarray(each) for each in arrays]
    if not parts:
        raise ValueError("need at least one array to concatenate")
    if axis is None:
        parts, axis = [reshape(each, -1) for each in parts], 0
    first = parts[0].shape
    if not first:
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    place = axis_of(axis, len(first))
    _check_joined(parts, place)
    kind = result_type(*parts) if dtype is None else dtype_of(dtype)
    inner = [math.prod(each.shape[place:]) for each in parts]
    lists = [memory.convert(values(each), each.dtype, kind) for each in parts]
    flat: list[Any] = []
    if place == 0:
        for each in lists:
            flat += each
    else:
        for i in range(math.prod(first[:place])):
            for each, count in zip(lists, inner, strict=True):
                flat += each[i * count : (i + 1) * count]
    total = sum(each.shape[place] for each in parts)
    made = build(flat, (*first[:place], total, *first[place + 1 :]), kind)
    return into(out, made)


def _check_joined(parts: Sequence[Any], place: int) -> None:
    first = parts[0].shape
    for number, each in enumerate(parts):
        if len(each.shape) != len(first):
            raise ValueError(
                "all the input arrays must have same number of dimensions, but the array at index "
                f"0 has {len(first)} dimension(s) and the array at index {number} has "
                f"{len(each.shape)} dimension(s)"
            )
        for i, (n, m) in enumerate(zip(first, each.shape, strict=True)):
            if n != m and i != place:
                raise ValueError(
                    "all the input array dimensions except for the concatenation axis must match "
                    f"exactly, but along dimension {i}, the array at index 0 has size {n} and the "
                    f"array at index {number} has size {m}"
                )


concat = concatenate


def stack(arrays: Any, axis: int = 0, out: Any = None, *, dtype: Any = None) -> Any:
    """Arrays of one shape along a new axis."""
    parts = [asarray(each) for each in arrays]
    if not parts:
        raise ValueError("need at least one array to stack")
    if len({each.shape for each in parts}) > 1:
        raise ValueError("all input arrays must have the same shape")
    place = axis_of(axis, len(parts[0].shape) + 1)
    return concatenate([expand_dims(each, place) for each in parts], place, out, dtype)


def vstack(tup: Any, *, dtype: Any = None) -> Any:
    """Rows one below the other."""
    return concatenate([atleast_2d(each) for each in tup], 0, dtype=dtype)


def hstack(tup: Any, *, dtype: Any = None) -> Any:
    """Columns side by side."""
    parts = [atleast_1d(each) for each in tup]
    return concatenate(parts, 0 if parts and len(parts[0].shape) == 1 else 1, dtype=dtype)


def append(arr: Any, values: Any, axis: int | None = None) -> Any:
    """One array behind the other; flat unless an axis is given."""
    return concatenate([arr, values], axis)


def column_stack(tup: Any) -> Any:
    """1-d arrays as columns."""
    parts = [reshape(each, (-1, 1)) if asarray(each).ndim < 2 else asarray(each) for each in tup]
    return concatenate(parts, 1)


def array_split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Parts along an axis: views of about equal length, or cut before the given places."""
    found = asarray(ary)
    place = axis_of(axis, len(found.shape))
    length = found.shape[place]
    if isinstance(indices_or_sections, int):
        size, extra = divmod(length, indices_or_sections)
        cuts = [0]
        for i in range(indices_or_sections):
            cuts.append(cuts[-1] + size + (i < extra))
    else:
        cuts = [0, *map(operator.index, indices_or_sections), length]
    lead = (slice(None),) * place
    return [found[(*lead, slice(a, b))] for a, b in itertools.pairwise(cuts)]


def split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """As array_split, but equal parts have to be equal."""
    if isinstance(indices_or_sections, int) and asarray(ary).shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)
