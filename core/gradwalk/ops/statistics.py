"""Counting and order statistics: unique, bincount, histc, quantile, mode, diff, cov."""

from __future__ import annotations

from typing import Any

from gradwalk import dtypes, random, return_types
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.arithmetic import sub
from gradwalk.ops.choice import clamp_number
from gradwalk.ops.pick import sort_, value_selecting_reduction_backward
from gradwalk.ops.reduce import mean_dim
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import flatten, narrow, transpose, unsqueeze
from gradwalk.tensorbase import fresh, is_tensor


def unique(
    input: Any,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    found = xp.unique(input._array, return_inverse=True, return_counts=True, axis=dim)
    values, inverse, counts = (fresh(each) for each in found)
    extra = ([inverse] if return_inverse else []) + ([counts] if return_counts else [])
    return (values, *extra) if extra else values


bincount_: Function = op(
    "bincount", lambda self, minlength=0: xp.bincount(self, minlength=minlength)
)


def bincount(input: Any, weights: Any = None, minlength: int = 0) -> Any:
    array = input._array
    if array.ndim != 1 or array.dtype.kind not in "iu" or (array.size and array.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is None:
        return bincount_(input, minlength)
    return fresh(xp.bincount(array, weights._array, minlength).astype(weights._array.dtype))


def _histogram(self: Any, bins: int, low: float, high: float) -> Any:
    bounds = (low, high) if (low, high) != (0, 0) else (float(self.min()), float(self.max()))
    return xp.histogram(self, bins, bounds)[0].astype(self.dtype)


histc_: Function = op("histc", _histogram)


def histc(input: Any, bins: int = 100, min: float = 0, max: float = 0) -> Any:
    return histc_(input, bins, min, max)


def _mode(self: Any, dim: int = -1, keepdim: bool = False) -> tuple[Any, Any]:
    """The most frequent value, the smallest where several are; its last place."""
    axis = dims.one(dim, self.ndim)
    rows = xp.moveaxis(self, axis, -1)
    places = xp.empty(rows.shape[:-1], "int64")
    for where in xp.ndindex(places.shape):
        values, counts = xp.unique(rows[where], return_counts=True)
        places[where] = xp.flatnonzero(rows[where] == values[counts.argmax()])[-1]
    places = xp.expand_dims(places, axis)
    values = xp.take_along_axis(self, places, axis)
    return (values, places) if keepdim else (xp.squeeze(values, axis), xp.squeeze(places, axis))


mode_: Function = op(
    "mode",
    _mode,
    self=lambda grad, self_sym_sizes, dim, indices, keepdim: value_selecting_reduction_backward(
        grad, dim, indices, self_sym_sizes, keepdim
    ),
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 1),),
)


def mode(input: Any, dim: int = -1, keepdim: bool = False) -> Any:
    return return_types.mode(mode_(input, dim, keepdim))


def diff(input: Any, n: int = 1, dim: int = -1) -> Any:
    if input.ndim == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    axis = dims.one(dim, input.ndim)
    for _ in range(n):
        m = input.shape[axis] - 1
        input = sub(narrow(input, axis, 1, m), narrow(input, axis, 0, m))
    return input


def quantile(input: Any, q: Any, dim: int | None = None, keepdim: bool = False) -> Any:
    """Linear interpolation between the two nearest elements in order."""
    flat, axis = (flatten(input), 0) if dim is None else (input, dims.one(dim, input.ndim))
    wanted = q.tolist() if is_tensor(q) else q
    listed = wanted if isinstance(wanted, list) else [wanted]
    ordered = sort_(flat, axis, False)[0]
    picked = [_between(ordered, axis, each) for each in listed]
    if not keepdim:
        picked = [each.squeeze(axis) for each in picked]
    from gradwalk.ops.join import stack

    return stack(tuple(picked)) if isinstance(wanted, list) else picked[0]


def _between(ordered: Any, axis: int, q: float) -> Any:
    if not 0 <= q <= 1:
        raise RuntimeError("quantile() q must be in the range [0, 1]")
    place = q * (ordered.shape[axis] - 1)
    low = int(place)
    first = narrow(ordered, axis, low, 1)
    if low == place:
        return first
    return first + (narrow(ordered, axis, low + 1, 1) - first) * (place - low)


def cov(input: Any, *, correction: int = 1) -> Any:
    rows = unsqueeze(input, 0) if input.ndim < 2 else input
    centred = rows - mean_dim(rows, (1,), True)
    found = (centred @ transpose(centred, 0, 1)) / (rows.shape[1] - correction)
    return found.squeeze()


def corrcoef(input: Any) -> Any:
    found = cov(input)
    if found.ndim == 0:
        return found / found
    deviation = found.diagonal().sqrt()
    return clamp_number(found / unsqueeze(deviation, 1) / unsqueeze(deviation, 0), -1, 1)


def trapezoid(y: Any, x: Any = None, *, dx: float = 1, dim: int = -1) -> Any:
    axis = dims.one(dim, y.ndim)
    n = y.shape[axis] - 1
    pairs = narrow(y, axis, 0, n) + narrow(y, axis, 1, n)
    width = dx if x is None else diff(x)
    return (pairs * width).sum(axis) / 2


def searchsorted(sorted_sequence: Any, input: Any, *, right: bool = False) -> Any:
    value = input._array if is_tensor(input) else input
    found = xp.searchsorted(sorted_sequence._array, value, "right" if right else "left")
    return fresh(xp.asarray(found, dtype="int64"))


def combinations(input: Any, r: int = 2, with_replacement: bool = False) -> Any:
    import itertools

    from gradwalk.ops.join import stack

    chosen = itertools.combinations_with_replacement if with_replacement else itertools.combinations
    picked = zip(*chosen(range(input.shape[0]), r), strict=True)
    return stack(tuple(input[list(column)] for column in picked), 1)


def isin(elements: Any, test_elements: Any) -> Any:
    one, other = (x._array if is_tensor(x) else x for x in (elements, test_elements))
    return fresh(xp.isin(one, other))


def tril_indices(row: int, col: int, offset: int = 0) -> Any:
    return fresh(xp.stack(xp.tril_indices(row, offset, col)))


def triu_indices(row: int, col: int, offset: int = 0) -> Any:
    return fresh(xp.stack(xp.triu_indices(row, offset, col)))


def multinomial(
    input: Any,
    num_samples: int,
    replacement: bool = False,
    *,
    generator: random.Generator | None = None,
) -> Any:
    """Places drawn with the given weights, by ATen's two ways of drawing."""
    weights = input._array
    if (weights < 0).any() or not xp.isfinite(weights).all():
        raise RuntimeError("probability tensor contains either `inf`, `nan` or element < 0")
    if not replacement and num_samples > weights.shape[-1]:
        raise RuntimeError(
            "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
        )
    if not replacement or num_samples == 1:
        drawn = random.uniform(weights.shape, dtypes.float64, generator)
        race = weights / -xp.log1p(-drawn).astype(weights.dtype)
        return fresh(xp.argsort(-race, axis=-1, kind="stable")[..., :num_samples].copy())
    rows = weights.reshape(-1, weights.shape[-1])
    sums = xp.cumsum(rows, axis=-1)
    drawn = random.uniform((len(rows), num_samples), dtypes.float64, generator)
    places = [xp.searchsorted(row / row[-1], each) for row, each in zip(sums, drawn, strict=True)]
    return fresh(xp.array(places).reshape(*weights.shape[:-1], num_samples))
