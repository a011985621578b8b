"""Statistics: var, std, median, quantile, average, and the sums that leave out nan."""

from __future__ import annotations

import math
import warnings
from typing import Any

from gradwalk.ndlist.base import build, into, result, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import FLOAT32, FLOAT64, real_of
from gradwalk.ndlist.dtype import dtype as _dtype
from gradwalk.ndlist.elementwise import fmax, fmin, isnan, sqrt
from gradwalk.ndlist.lanes import lanes
from gradwalk.ndlist.shape import axes_of, moveaxis
from gradwalk.ndlist.sorting import is_nan, ordered


def var(
    a: Any,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    ddof: float = 0,
    keepdims: bool = False,
    *,
    correction: Any = None,
) -> Any:
    """The mean square of what differs from the mean; `ddof` is taken off the count."""
    a = asarray(a)
    kind = a.dtype if a.dtype.kind in "fc" else FLOAT64
    kind = kind if dtype is None else _dtype(dtype)
    inner = FLOAT32 if kind.name == "float16" else kind
    x = a.astype(inner)
    axes = axes_of(axis, a.ndim)
    count = math.prod(a.shape[each] for each in axes)
    free = max(count - (ddof if correction is None else correction), 0)
    if free <= 0:
        warnings.warn("Degrees of freedom <= 0 for slice", RuntimeWarning, stacklevel=2)
    x = x - x.sum(axis=axes, keepdims=True) / max(count, 0)
    squares = (x * x.conj()).real if kind.kind == "c" else x * x
    made = squares.sum(axis=axes, keepdims=keepdims) / free
    if made.dtype is not real_of(kind):
        made = made.astype(real_of(kind))
    return into(out, made)


def std(a: Any, axis: Any = None, dtype: Any = None, out: Any = None, *more: Any, **by: Any) -> Any:
    """The square root of the variance."""
    return into(out, sqrt(var(a, axis, dtype, None, *more, **by)))


def _rows(a: Any, axis: Any) -> tuple[list[list[Any]], tuple[int, ...], tuple[int, ...]]:
    """The numbers along axes (all of them: None), the shape of the rest, and the axes."""
    axes = axes_of(axis, a.ndim)
    kept = [i for i in range(a.ndim) if i not in axes]
    turned = moveaxis(a, axes, tuple(range(len(kept), a.ndim))) if axes else a
    shape = tuple(a.shape[i] for i in kept)
    count = math.prod(a.shape[i] for i in axes)
    return lanes(values(turned), (math.prod(shape), count), 1), shape, axes


def quantile(
    a: Any, q: Any, axis: Any = None, *, keepdims: bool = False, method: str = "linear"
) -> Any:
    """What a part q of the numbers lies below, between neighbours in proportion."""
    a, parts = asarray(a), asarray(q)
    if not all(0 <= each <= 1 for each in values(parts)):
        raise ValueError("Quantiles must be in the range [0, 1]")
    if method != "linear":
        raise ValueError(f"{method!r} is not a valid method. Use one of: dict_keys(['linear'])")
    rows, shape, axes = _rows(a, axis)
    rows = [ordered(row) for row in rows]
    found = [_between(row, part) for part in values(parts) for row in rows]
    if keepdims:
        shape = tuple(1 if i in axes else n for i, n in enumerate(a.shape))
    kind = a.dtype if a.dtype.kind == "f" and not _strong(q) else FLOAT64
    return result(found, (*parts.shape, *shape), kind)


def _strong(q: Any) -> bool:
    """Whether the parts are float64 of their own, not Python's number."""
    return not isinstance(q, (int, float)) and asarray(q).dtype is FLOAT64


def _between(row: list[float], part: float) -> float:
    if not row or math.isnan(row[-1]):  # it comes last
        return math.nan
    place = part * (len(row) - 1)
    low = math.floor(place)
    first, last, t = row[low], row[min(low + 1, len(row) - 1)], place - low
    gap = last - first
    return last - gap * (1 - t) if t >= 0.5 else first + gap * t


def percentile(a: Any, q: Any, axis: Any = None, **options: Any) -> Any:
    """The quantile, in parts of a hundred."""
    parts = q / 100 if isinstance(q, (int, float)) else asarray(q) / 100
    if not all(0 <= each <= 1 for each in values(asarray(parts))):
        raise ValueError("Percentiles must be in the range [0, 100]")
    return quantile(a, parts, axis, **options)


def median(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """The number in the middle, or the mean of the two there."""
    a = asarray(a)
    rows, shape, axes = _rows(a, axis)
    found = [_middle(ordered(row)) for row in rows]
    if keepdims:
        shape = tuple(1 if i in axes else n for i, n in enumerate(a.shape))
    return result(found, shape, a.dtype if a.dtype.kind == "f" else FLOAT64)


def _middle(row: list[Any]) -> float:
    if not row or math.isnan(row[-1]):
        return math.nan
    half, odd = divmod(len(row), 2)
    return float(row[half]) if odd else (row[half - 1] + row[half]) / 2


def average(a: Any, axis: Any = None, weights: Any = None, *, keepdims: bool = False) -> Any:
    """The mean, or the sum of numbers times weights by the sum of the weights."""
    a = asarray(a)
    if weights is None:
        return a.mean(axis=axis, keepdims=keepdims)
    weights = asarray(weights)
    if weights.shape != a.shape:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        turned = [1] * a.ndim
        turned[axis] = weights.size
        weights = weights.reshape(turned)
    total = (weights + a * 0).sum(axis=axis, keepdims=keepdims)
    if (total == 0).any():
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    return (a * weights).sum(axis=axis, keepdims=keepdims) / total


# --- without nan ----------------------------------------------------------------------------------
def _without(a: Any, instead: float) -> Any:
    """A copy with a number in place of nan."""
    a = asarray(a)
    if a.dtype.kind not in "fc":
        return a
    flat = [instead if is_nan(x) else x for x in values(a)]
    return build(flat, a.shape, a.dtype)


def nansum(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: bool = False
) -> Any:
    """The sum of what is a number."""
    return _without(a, 0.0).sum(axis=axis, dtype=dtype, out=out, keepdims=keepdims)


def nanprod(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: bool = False
) -> Any:
    """The product of what is a number."""
    return _without(a, 1.0).prod(axis=axis, dtype=dtype, out=out, keepdims=keepdims)


def nanmean(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: bool = False
) -> Any:
    """The mean of what is a number."""
    a = asarray(a)
    if a.dtype.kind not in "fc":
        return a.mean(axis=axis, dtype=dtype, out=out, keepdims=keepdims)
    count = (~isnan(a)).sum(axis=axis, keepdims=keepdims)
    total = nansum(a, axis, dtype, None, keepdims)
    made = (total / count).astype(total.dtype)
    return into(out, made)


def nanmax(a: Any, axis: Any = None, out: Any = None, keepdims: bool = False) -> Any:
    """The largest of what is a number; nan where nothing is."""
    return fmax.reduce(asarray(a), axis=axis, out=out, keepdims=keepdims)


def nanmin(a: Any, axis: Any = None, out: Any = None, keepdims: bool = False) -> Any:
    """The smallest of what is a number; nan where nothing is."""
    return fmin.reduce(asarray(a), axis=axis, out=out, keepdims=keepdims)
