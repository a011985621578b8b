"""Counting and order statistics: unique, bincount, histc, quantile, mode, diff, cov."""

from __future__ import annotations

from typing import Any

from gradwalk import dtypes, random, return_types
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.arithmetic import sub
from gradwalk.ops.choice import clamp_number
from gradwalk.ops.join import stack
from gradwalk.ops.pick import sort_, value_selecting_reduction_backward
from gradwalk.ops.reduce import mean_dim
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import flatten, narrow, transpose, unsqueeze
from gradwalk.ops.transcendental import not_differentiable
from gradwalk.tensorbase import fresh, is_tensor

unique_op: Function = op(
    "unique2",
    lambda self: xp.unique(self),
    self=not_differentiable("_unique2"),
    node="Unique2Backward0",
)


def unique(
    input: Any,
    sorted: bool = True,
    return_inverse: bool = False,
    return_counts: bool = False,
    dim: int | None = None,
) -> Any:
    if dim is None and not return_inverse and not return_counts:
        return unique_op(input)
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
        later, earlier = narrow(input, axis, 1, m), narrow(input, axis, 0, m)
        input = later != earlier if later._array.dtype.kind == "b" else sub(later, earlier)
    return input


def quantile(input: Any, q: Any, dim: int | None = None, keepdim: bool = False) -> Any:
    """Linear interpolation between the two nearest elements in order."""
    if input._array.dtype.kind != "f":
        raise RuntimeError("quantile() input tensor must be either float or double dtype")
    if not input._array.size:
        raise RuntimeError("quantile() input tensor must be non-empty")
    flat, axis = (flatten(input), 0) if dim is None else (input, dims.one(dim, input.ndim))
    wanted = q.tolist() if is_tensor(q) else q
    listed = wanted if isinstance(wanted, list) else [wanted]
    ordered = sort_(flat, axis, False)[0]
    picked = [_between(ordered, axis, each) for each in listed]
    if isinstance(wanted, list):
        made = stack(tuple(picked))
        return made if keepdim else made.squeeze_(axis + 1)
    whole = unsqueeze(picked[0], 0)
    return (whole if keepdim else whole.squeeze_(axis + 1)).squeeze_(0)


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


def searchsorted(sorted_sequence: Any, input: Any, *, right: bool = False) -> Any:
    value = input._array if is_tensor(input) else input
    found = xp.searchsorted(sorted_sequence._array, value, "right" if right else "left")
    return fresh(xp.asarray(found, dtype="int64"))


def combinations(input: Any, r: int = 2, with_replacement: bool = False) -> Any:
    import itertools

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


def unique_consecutive(
    input: Any, return_inverse: bool = False, return_counts: bool = False, dim: Any = None
) -> Any:
    """The elements (or slices along `dim`) without repeats of their neighbours."""
    array = input._array.reshape(-1) if dim is None else input._array
    axis = 0 if dim is None else dims.one(dim, array.ndim)
    rows = xp.moveaxis(array, axis, 0)
    n = rows.shape[0]
    fresh_at = [i for i in range(n) if not i or bool(xp.any(rows[i] != rows[i - 1]))]
    values = xp.moveaxis(rows[xp.array(fresh_at, dtype="int64")], 0, axis)
    ends = [*fresh_at[1:], n]
    counts = [end - start for start, end in zip(fresh_at, ends, strict=True)]
    inverse = [k for k, count in enumerate(counts) for _ in range(count)]
    found = [fresh(values)]
    if return_inverse:
        places = xp.array(inverse, dtype="int64")
        found.append(fresh(places.reshape(input._array.shape) if dim is None else places))
    if return_counts:
        found.append(fresh(xp.array(counts, dtype="int64")))
    return tuple(found) if len(found) > 1 else found[0]


def bucketize(input: Any, boundaries: Any, *, out_int32: bool = False, right: bool = False) -> Any:
    """The bucket of each value between sorted boundaries."""
    value = input._array if is_tensor(input) else input
    found = xp.searchsorted(boundaries._array, value, "right" if right else "left")
    return fresh(xp.asarray(found, dtype="int32" if out_int32 else "int64"))


def nanquantile(input: Any, q: Any, dim: int | None = None, keepdim: bool = False) -> Any:
    """`quantile` of the elements that are numbers."""
    flat, axis = (flatten(input), 0) if dim is None else (input, dims.one(dim, input.ndim))
    rows = flat.movedim(axis, -1).reshape(-1, flat.shape[axis]).unbind()
    found = [quantile(row[~row.isnan()], q, 0) for row in rows]
    made = stack(tuple(found), -1)
    shape = [n for d, n in enumerate(flat.shape) if d != axis]
    lead = list(made.shape[:-1])
    made = made.reshape(lead + shape)
    return made.unsqueeze(axis + len(lead)) if keepdim and dim is not None else made


def histogram(input: Any, bins: Any, *, range: Any = None, density: bool = False) -> Any:
    """How many values fall between edges, and the edges."""
    array = input._array
    if is_tensor(bins):
        counts, edges = xp.histogram(array, bins._array, density=density)
    else:
        bounds = range or (float(array.min()), float(array.max()))
        counts, edges = xp.histogram(array, bins, bounds, density=density)
    return return_types.histogram(
        (fresh(counts.astype(array.dtype)), fresh(edges.astype(array.dtype)))
    )
