"""Writing by index where several values may meet: put, scatter_reduce, index_reduce."""

from __future__ import annotations

import functools
import math
from typing import Any, cast

from gradwalk import errors
from gradwalk.array import xp
from gradwalk.op import Function, in_place, op
from gradwalk.ops import dims, places
from gradwalk.ops.broadcast import expand
from gradwalk.ops.choice import masked_fill, where
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.gather import check_index, gather, grid, scatter_add, scatter_value, take_
from gradwalk.ops.samples import integers, numbers
from gradwalk.ops.shape import reshape


def _put(self: Any, index: Any, source: Any, accumulate: bool) -> Any:
    places.for_put(self, index, source)
    result = self.copy()
    flat = result.reshape(-1)
    if accumulate:
        xp.add.at(flat, index.reshape(-1), source.reshape(-1))
    else:
        flat[index.reshape(-1)] = source.reshape(-1)
    return flat.reshape(self.shape)


put: Function = op(
    "put",
    lambda self, index, source, accumulate=False: _put(self, index, source, accumulate),
    self=lambda grad, index, source, accumulate: (
        grad if accumulate else put(grad, index, zeros_like(source), False)
    ),
    source=lambda grad, index, source_sym_sizes: reshape(take_(grad, index), source_sym_sizes),
    samples=(
        (numbers(2, 3), integers(0, 4), numbers(2, start=9)),
        (numbers(2, 3), integers(0, 4), numbers(2, start=9), True),
    ),
)
_AT = {"sum": xp.add, "mean": xp.add, "prod": xp.multiply, "amax": xp.maximum, "amin": xp.minimum}
_NEUTRAL = {"sum": 0.0, "mean": 0.0, "prod": 1.0, "amax": -math.inf, "amin": math.inf}


def _counts(index: Any, sizes: Any, dim: int, include_self: bool) -> Any:
    """How many values met in each place."""
    found = xp.full(sizes or (1,), 1.0 if include_self else 0.0)
    xp.add.at(found, grid(_rows(index), dims.one(dim, len(sizes))), 1.0)
    return found.reshape(sizes)


def _rows(array: Any) -> Any:
    """What has no dimensions, as one of one dimension."""
    return array.reshape(array.shape or (1,))


def _scatter_reduce(
    self: Any, dim: int, index: Any, src: Any, reduce: str, include_self: bool = True
) -> Any:
    reduce = {"max": "amax", "min": "amin"}.get(reduce, reduce)
    if reduce not in _AT:
        text = f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}"
        raise RuntimeError(text)
    axis = places.for_scatter(self, dim, index, src)
    if not index.size:
        return self.copy()
    check_index(index, (self.shape or (1,))[axis], axis)
    result, index = _rows(self).copy(), _rows(index)
    where_ = grid(index, axis)
    if not include_self:
        neutral = _NEUTRAL[reduce]
        if math.isinf(neutral) and self.dtype.kind in "iu":
            limits = xp.iinfo(self.dtype)
            neutral = limits.max if neutral > 0 else limits.min
        result[where_] = neutral
    _AT[reduce].at(result, where_, _rows(src)[tuple([slice(n) for n in index.shape])])
    if reduce == "mean":
        count = xp.maximum(_counts(index, result.shape, axis, include_self), 1.0)
        whole = self.dtype.kind in "iu"
        result = (xp.floor_divide(result, count) if whole else result / count).astype(self.dtype)
    return result.reshape(self.shape)


def _reduced_self(
    grad: Any,
    self: Any,
    dim: int,
    index: Any,
    reduce: str,
    include_self: bool,
    result: Any,
    src: Any,
) -> Any:
    if reduce == "sum":
        mine = grad
    elif reduce == "mean":
        mine = grad / _at_least_one(_count_op(self, index, dim, include_self))
    elif reduce == "prod":
        mine = masked_fill(grad * result / self, self == 0, 0.0)
    else:
        mine = grad / _ties(self, dim, index, src, result, include_self) * (self == result)
    return mine if include_self else scatter_value(mine, dim, index, 0)


def _at_least_one(count: Any) -> Any:
    return where(count == 0, 1.0, count)


_count_op: Function = op(
    "scatter_counts",
    lambda self, index, dim, include_self: _counts(index, self.shape, dim, include_self).astype(
        self.dtype
    ),
)


def _ties(self: Any, dim: int, index: Any, src: Any, result: Any, include_self: bool) -> Any:
    """How many share an extreme."""
    zeros = zeros_like(self)
    start = zeros + (self == result) if include_self else zeros
    hits = zeros_like(src) + (src == gather(result, dim, index))
    return _at_least_one(scatter_add(start, dim, index, hits))


def _reduced_src(
    grad: Any,
    self: Any,
    dim: int,
    index: Any,
    reduce: str,
    include_self: bool,
    result: Any,
    src: Any,
) -> Any:
    picked = gather(grad, dim, index)
    if reduce == "sum":
        return picked
    if reduce == "mean":
        return picked / gather(_count_op(self, index, dim, include_self), dim, index)
    top = gather(result, dim, index)
    if reduce == "prod":
        return masked_fill(picked * top / src, src == 0, 0.0)
    ties = gather(_ties(self, dim, index, src, result, include_self), dim, index)
    return picked / ties * (src == top)


scatter_reduce: Function = op(
    "scatter_reduce",
    _scatter_reduce,
    self=_reduced_self,
    src=_reduced_src,
    samples=tuple(
        (numbers(3), 0, integers(0, 1, 0, 2), numbers(4, start=9), each, flag)
        for each in ("sum", "mean", "prod", "amax")
        for flag in (True, False)
    ),
)


def _index_reduce(
    self: Any, dim: int, index: Any, source: Any, reduce: str, include_self: bool = True
) -> Any:
    if reduce not in ("prod", "mean", "amax", "amin"):
        raise RuntimeError(
            "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got "
            f"{reduce}."
        )
    places.for_add(self, dim, index, source, "index_reduce_")
    along = _along(index, dim, source.shape)
    return _scatter_reduce(self, dim, along, source, reduce, include_self)


def _along(index: Any, dim: int, sizes: Any) -> Any:
    """The index of slices as one of elements, in the shape of the source."""
    shape = [1] * len(sizes)
    shape[dim] = -1
    return expand(reshape(index, tuple(shape)), tuple(sizes))


index_reduce_op: Function = op(
    "index_reduce",
    _index_reduce,
    self=lambda grad, self, dim, index, reduce, include_self, result, source: _reduced_self(
        grad, self, dim, _along(index, dim, source.shape), reduce, include_self, result, source
    ),
    source=lambda grad, self, dim, index, reduce, include_self, result, source: _reduced_src(
        grad, self, dim, _along(index, dim, source.shape), reduce, include_self, result, source
    ),
    samples=tuple(
        (numbers(3, 2), 0, integers(0, 1, 0), numbers(3, 2, start=9), each, flag)
        for each in ("mean", "prod", "amax")
        for flag in (True, False)
    ),
)


def _in_beta(function: Function) -> Function:
    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        errors.warn_once("index_reduce() is in beta and the API may change at any time.")
        return function(*args, **kwargs)

    return cast("Function", call)


index_reduce = _in_beta(index_reduce_op)
index_reduce_ = _in_beta(in_place(index_reduce_op, "index_reduce_"))
