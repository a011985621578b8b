"""Quantiles, by the steps of ATen (`quantile_compute` in Sorting.cpp): the graph is the same."""

from __future__ import annotations

from typing import Any

from gradwalk.array import xp
from gradwalk.ops import dims
from gradwalk.ops.combined import lerp_tensor
from gradwalk.ops.gather import gather
from gradwalk.ops.pick import sort_
from gradwalk.ops.shape import (
    flatten,
    squeeze_in_place,
    transpose,
    transpose_in_place,
    unsqueeze,
    unsqueeze_in_place,
    view,
)
from gradwalk.tensorbase import fresh, is_tensor

_MODES = ("linear", "lower", "higher", "midpoint", "nearest")


def quantile(
    input: Any,
    q: Any,
    dim: int | None = None,
    keepdim: bool = False,
    *,
    interpolation: str = "linear",
) -> Any:
    """The value below which a share `q` of the elements lies; nan where one of them is nan."""
    return _quantile(input, q, dim, keepdim, interpolation, False)


def nanquantile(
    input: Any,
    q: Any,
    dim: int | None = None,
    keepdim: bool = False,
    *,
    interpolation: str = "linear",
) -> Any:
    """`quantile` of the elements that are numbers."""
    return _quantile(input, q, dim, keepdim, interpolation, True)


def _quantile(
    input: Any, q: Any, dim: int | None, keepdim: bool, interpolation: str, numbers: bool
) -> Any:
    shares = _shares(input, q, interpolation)
    axis = None if dim is None else dims.one(dim, input.ndim)
    shape = list(input.shape) if dim is not None else [1] * input.ndim
    if axis is None:
        ordered = sort_(flatten(input), -1, False)[0]
        shape = shape if keepdim else []
    else:
        last = axis == input.ndim - 1 or not input.ndim
        moved = input if last else transpose(unsqueeze(input, -1), axis, -1)
        ordered = sort_(moved, -1, False)[0]
        shape[axis : axis + 1] = [1] if keepdim and shape else []
    ordered = view(ordered, (*shape, ordered.shape[-1] if ordered.ndim else 1))
    found = _at(ordered, _ranks(ordered._array, shares.reshape(-1), numbers), interpolation)
    if shares.ndim:
        found = transpose_in_place(unsqueeze_in_place(found, 0), 0, -1)
    return squeeze_in_place(found, -1)


def _shares(input: Any, q: Any, interpolation: str) -> Any:
    """`q` as an array of the input's dtype."""
    if not is_tensor(q) and not isinstance(q, (int, float)):
        raise TypeError("q is neither a tensor nor a number")  # the parser says it in its words
    if not input._array.size:
        raise RuntimeError("quantile() input tensor must be non-empty")
    if is_tensor(q) and q.ndim > 1:
        raise RuntimeError("quantile() q must be a scalar or 1D tensor")
    if input._array.dtype not in (xp.float32, xp.float64):
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    if is_tensor(q) and q._array.dtype != input._array.dtype:
        raise RuntimeError("quantile() q tensor must be same dtype as the input tensor")
    if interpolation not in _MODES:
        raise RuntimeError(
            "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, "
            f"but got {interpolation}"
        )
    if not is_tensor(q):
        if not 0 <= q <= 1:
            raise RuntimeError(f"quantile() q must be in the range [0, 1] but got {q:g}")
        return xp.asarray(q, dtype=input._array.dtype)
    if not ((q._array >= 0) & (q._array <= 1)).all():
        raise RuntimeError("quantile() q values must be in the range [0, 1]")
    return q._array


def _ranks(ordered: Any, shares: Any, numbers: bool) -> Any:
    """The places in sorted rows, fractions among them; of nan's where one is in the row."""
    last = ordered.shape[-1] - 1
    is_number = ordered == ordered  # noqa: PLR0124 - nan is not
    if numbers:
        count = xp.sum(is_number, axis=-1, keepdims=True) - 1
        return xp.maximum(shares * count.astype(ordered.dtype), ordered.dtype.type(0))
    whole = xp.all(is_number, axis=-1, keepdims=True)
    return xp.where(whole, shares * ordered.dtype.type(last), ordered.dtype.type(last))


def _at(ordered: Any, ranks: Any, interpolation: str) -> Any:
    rounded = {"lower": xp.floor, "higher": xp.ceil, "nearest": xp.rint}.get(interpolation)
    ranks = rounded(ranks) if rounded else ranks
    low = ranks.astype("int64")
    below = gather(ordered, -1, fresh(low))
    if rounded:
        return below
    weight = ranks - low if interpolation == "linear" else xp.full_like(ranks, 0.5)
    above = gather(ordered, -1, fresh(xp.ceil(ranks).astype("int64")))
    return lerp_tensor(below, above, fresh(weight.astype(ranks.dtype)))
