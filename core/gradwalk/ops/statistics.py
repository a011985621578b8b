"""Counting and order statistics: unique, bincount, histc, quantile, mode, diff, cov."""

from __future__ import annotations

import itertools
from typing import Any

from gradwalk import dtypes, errors, random, return_types
from gradwalk.array import FLOAT32, xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.arithmetic import sub, without_derivative
from gradwalk.ops.broadcast import meshgrid
from gradwalk.ops.choice import clamp_number
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.gather import masked_select
from gradwalk.ops.join import cat, stack
from gradwalk.ops.linalg import mm
from gradwalk.ops.pick import require_elements, value_selecting_reduction_backward
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import narrow, t, unsqueeze, view
from gradwalk.ops.transcendental import not_differentiable
from gradwalk.tensorbase import fresh, is_tensor

unique_op: Function = op(
    "unique2", lambda self: xp.unique(self), self=not_differentiable("_unique2")
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
    values = unique_op(input) if dim is None else values
    extra = ([inverse] if return_inverse else []) + ([counts] if return_counts else [])
    return (values, *extra) if extra else values


bincount_: Function = op(
    "bincount", lambda self, minlength=0: xp.bincount(self, minlength=minlength)
)
weighted_bincount: Function = without_derivative(
    "weighted_bincount",
    lambda weights, places, minlength: xp.bincount(places, weights, minlength).astype(
        weights.dtype if weights.dtype is FLOAT32 else "float64"
    ),
    "weights",
    torch_name="bincount",
)


def bincount(input: Any, weights: Any = None, minlength: int = 0) -> Any:
    array = input._array
    if array.dtype.kind not in "iu":
        text = f"\"bincount_cpu\" not implemented for '{input.dtype.word}'"
        raise NotImplementedError(text)
    if minlength < 0:
        raise RuntimeError("minlength should be >= 0")
    if array.ndim != 1 or (array.size and array.min() < 0):
        raise RuntimeError("bincount only supports 1-d non-negative integral inputs.")
    if weights is None:
        return bincount_(input, minlength)
    if weights._array.shape != array.shape:
        raise RuntimeError("weights should be 1-d and have the same length as input")
    return weighted_bincount(weights, array, minlength)


def _histogram(self: Any, bins: int, low: float, high: float) -> Any:
    bounds = (low, high) if (low, high) != (0, 0) else (float(self.min()), float(self.max()))
    return xp.histogram(self, bins, bounds)[0].astype(self.dtype)


histc_: Function = op("histc", _histogram)


def histc(input: Any, bins: int = 100, min: float = 0, max: float = 0) -> Any:
    if input._array.dtype.kind != "f":
        raise NotImplementedError(f"\"histogram_cpu\" not implemented for '{input.dtype.word}'")
    if bins <= 0:
        raise RuntimeError(f"torch.histogram(): bins must be > 0, but got {bins} for dimension 0")
    if min > max:
        raise RuntimeError("torch.histc: max must be larger than min")
    return histc_(input, bins, min, max)


def _mode(self: Any, dim: int = -1, keepdim: bool = False) -> tuple[Any, Any]:
    """The most frequent value, the smallest where several are; its last place."""
    axis = dims.one(dim, self.ndim)
    if not self.ndim:
        return self, xp.int64(0)
    require_elements(self, axis, "mode")
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
    self=value_selecting_reduction_backward,
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 1),),
)


def mode(input: Any, dim: int = -1, keepdim: bool = False) -> Any:
    return return_types.mode(mode_(input, dim, keepdim))


def diff(input: Any, n: int = 1, dim: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """The `n`-th differences of neighbours, of the input with more at its ends if that is given."""
    if input.ndim == 0:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    axis = dims.one(dim, input.ndim)
    for more in (prepend, append):
        if more is not None:
            _check_ends(input, axis, more)
    parts = [each for each in (prepend, input, append) if each is not None]
    result = cat(tuple(parts), axis) if len(parts) > 1 else input
    if n == 0:
        return zeros_like(result).copy_(result)
    for _ in range(min(n, result.shape[axis])):
        m = result.shape[axis] - 1
        later, earlier = narrow(result, axis, 1, m), narrow(result, axis, 0, m)
        result = later != earlier if later._array.dtype.kind == "b" else sub(later, earlier)
    return result


def _check_ends(input: Any, axis: int, more: Any) -> None:
    if more.ndim != input.ndim:
        raise RuntimeError("diff expects prepend or append to be the same dimension as input")
    for i, (n, m) in enumerate(zip(input.shape, more.shape, strict=True)):
        if i != axis and n != m:
            raise RuntimeError(
                "diff expects the shape of tensor to prepend or append to match that of input "
                f"except along the differencing dimension; input.size({i}) = {n}, but got "
                f"tensor.size({i}) = {m}"
            )


def cov(input: Any, *, correction: int = 1, fweights: Any = None, aweights: Any = None) -> Any:
    """The covariance of the rows, by ATen's steps; weights count observations, or weigh them."""
    if input.ndim > 2:
        raise RuntimeError(
            "cov(): expected input to have two or fewer dimensions but got an input with "
            f"{input.ndim} dimensions"
        )
    if input._array.dtype.kind == "b":
        raise RuntimeError("cov(): bool dtype is not supported for input")
    rows = view(input, (1, -1)) if input.ndim < 2 else input
    count = rows.shape[1]
    _check_weights("fweights", fweights, count, "iu", "integral")
    _check_weights("aweights", aweights, count, "f", "floating point")
    given = [each for each in (fweights, aweights) if each is not None]
    weights = given[0] * given[1] if len(given) > 1 else (given[0] if given else None)
    total = fresh(xp.asarray(count)) if weights is None else weights.sum()
    if weights is not None and not total._array.any():
        raise RuntimeError("cov(): weights sum to zero, can't be normalized")
    average = (rows if weights is None else rows * weights).sum(1) / total
    factor = total - correction
    if aweights is not None and correction:
        factor = total - correction * (weights * aweights).sum() / total
    if factor._array <= 0:
        errors.warn_once(
            "cov(): degrees of freedom is <= 0. Correction should be strictly less than the "
            "number of observations."
        )
        factor = factor * 0
    centred = rows - unsqueeze(average, 1)
    weighed = centred if weights is None else centred * weights
    return (mm(centred, t(weighed)) / factor).squeeze()


def _check_weights(name: str, weights: Any, count: int, kinds: str, kind: str) -> None:
    if weights is None:
        return
    if weights.ndim > 1:
        raise RuntimeError(
            f"cov(): expected {name} to have one or fewer dimensions but got {name} with "
            f"{weights.ndim} dimensions"
        )
    if weights._array.dtype.kind not in kinds:
        raise RuntimeError(
            f"cov(): expected {name} to have {kind} dtype but got {name} with "
            f"{weights.dtype.word} dtype"
        )
    if weights.numel() != count:
        raise RuntimeError(
            f"cov(): expected {name} to have the same numel as there are observations in the "
            f"input but got {weights.numel()} != {count}"
        )
    if count and weights._array.min() < 0:
        raise RuntimeError(f"cov(): {name} cannot be negative")


def corrcoef(input: Any) -> Any:
    if input.ndim > 2:
        raise RuntimeError(
            "corrcoef(): expected input to have two or fewer dimensions but got an input with "
            f"{input.ndim} dimensions"
        )
    found = cov(input)
    if found.ndim == 0:
        return found / found
    deviation = found.diagonal().sqrt()
    scaled = found / view(deviation, (-1, 1)) / view(deviation, (1, -1))
    return scaled if scaled.is_complex() else clamp_number(scaled, -1, 1)


def searchsorted(
    sorted_sequence: Any,
    input: Any,
    *,
    out_int32: bool = False,
    right: bool = False,
    side: str | None = None,
    sorter: Any = None,
) -> Any:
    """Where each value goes among sorted ones: in one sequence, or row by row in as many."""
    if side not in (None, "left", "right"):
        text = f"torch.searchsorted(): side can only be 'left' or 'right' but got {side}"
        raise RuntimeError(text)
    if side == "left" and right:
        raise RuntimeError(
            "torch.searchsorted(): side and right can't be set to opposites, got side of left "
            "while right was True"
        )
    edges = sorted_sequence._array
    edges = edges if sorter is None else xp.take_along_axis(edges, sorter._array, -1)
    values = input._array if is_tensor(input) else xp.asarray(input)
    _check_rows(edges, values)
    way = "right" if right or side == "right" else "left"
    if edges.ndim == 1:
        found = xp.asarray(xp.searchsorted(edges, values, way))
    else:
        rows = edges.reshape(-1, edges.shape[-1])
        pairs = zip(rows, values.reshape(len(rows), -1), strict=True)
        found = xp.stack([xp.searchsorted(row, each, way) for row, each in pairs])
    kind = "int32" if out_int32 else "int64"
    return fresh(xp.asarray(found.reshape(values.shape), dtype=kind))


def _check_rows(edges: Any, values: Any) -> None:
    if not edges.ndim:
        raise RuntimeError(
            "torch.searchsorted(): boundaries tensor should have positive dimension, but got 0 "
            "dimension"
        )
    if not values.ndim and edges.ndim > 1:
        raise RuntimeError(
            "torch.searchsorted(): input value can be a scalar only when boundaries tensor "
            f"dimension is 1, but we got boundaries tensor dim({edges.ndim}) and input value's "
            "dim(0) numel(1)"
        )
    if edges.ndim > 1 and edges.shape[:-1] != values.shape[:-1]:
        raise RuntimeError(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
            "dimensions of boundaries tensor and input value tensor must match, but we got "
            f"boundaries tensor {list(edges.shape)} and input value tensor {list(values.shape)}"
        )


def combinations(input: Any, r: int = 2, with_replacement: bool = False) -> Any:
    """All choices of `r` elements, a row each, by the grids that ATen picks them from."""
    if input.ndim != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {list(input.shape)}")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    if r == 0:
        return fresh(xp.empty((0,), input._array.dtype))
    grids = meshgrid(*[input] * r, indexing="ij")
    places = xp.indices((input.shape[0],) * r)
    rising = xp.ones(places.shape[1:], "bool")
    for one, other in itertools.pairwise(places):
        rising &= one <= other if with_replacement else one < other
    return stack(tuple([masked_select(each, fresh(rising)) for each in grids]), 1)


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
    _check_drawing(weights, num_samples, replacement)
    if not replacement or num_samples == 1:
        drawn = random.uniform(weights.shape, dtypes.float64, generator)
        race = weights / -xp.log1p(-drawn).astype(weights.dtype)
        return fresh(xp.argsort(-race, axis=-1, kind="stable")[..., :num_samples].copy())
    rows = weights.reshape(-1, weights.shape[-1])
    sums = xp.cumsum(rows, axis=-1)
    drawn = random.uniform((len(rows), num_samples), dtypes.float64, generator)
    places = [xp.searchsorted(row / row[-1], each) for row, each in zip(sums, drawn, strict=True)]
    return fresh(xp.array(places).reshape(*weights.shape[:-1], num_samples))


def _check_drawing(weights: Any, num_samples: int, replacement: bool) -> None:
    """Refuse what nothing can be drawn with."""
    text = None
    if not 1 <= weights.ndim <= 2:
        text = "prob_dist must be 1 or 2 dim"
    elif weights.dtype.kind != "f":
        word = dtypes.of(weights).word
        text = f"multinomial only supports floating-point dtypes for input, got: {word}"
    elif num_samples <= 0:
        text = "cannot sample n_sample <= 0 samples"
    elif not replacement and num_samples > weights.shape[-1]:
        text = "cannot sample n_sample > prob_dist.size(-1) samples without replacement"
    elif not ((weights >= 0) & (weights < xp.inf)).all():
        text = "probability tensor contains either `inf`, `nan` or element < 0"
        if replacement and num_samples > 1:
            text = "invalid multinomial distribution (encountering probability entry "
            text += "< 0)" if not (weights >= 0).all() else "= infinity or NaN)"
    elif (weights.sum(-1) <= 0).any():
        text = "invalid multinomial distribution (sum of probabilities <= 0)"
    if text is not None:
        raise RuntimeError(text)


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
    if boundaries.ndim != 1:
        raise RuntimeError(f"boundaries tensor must be 1 dimension, but got dim({boundaries.ndim})")
    return searchsorted(boundaries, input, out_int32=out_int32, right=right)


def histogram(
    input: Any, bins: Any, *, range: Any = None, weight: Any = None, density: bool = False
) -> Any:
    """How many values fall between edges, or their weight, and the edges."""
    array = input._array
    if array.dtype not in (xp.float32, xp.float64):
        raise NotImplementedError(f"\"histogramdd\" not implemented for '{input.dtype.word}'")
    if weight is not None and weight.shape != input.shape:
        raise RuntimeError(
            "torch.histogramdd: if weight tensor is provided it should have the same shape as the "
            f"input tensor excluding its innermost dimension, but got input with shape "
            f"{[input.numel(), 1]} and weight with shape {list(weight.shape)}"
        )
    weights = None if weight is None else weight._array.reshape(-1)
    edges = bins._array if is_tensor(bins) else _edges(array, bins, range)
    counts, _ = xp.histogram(array.reshape(-1), edges, density=density, weights=weights)
    return return_types.histogram((fresh(counts.astype(array.dtype)), fresh(edges)))


def _edges(array: Any, bins: int, bounds: Any) -> Any:
    """The edges of bins of one width over the range, or from the least value to the greatest."""
    if bins <= 0:
        raise RuntimeError(f"torch.histogram(): bins must be > 0, but got {bins} for dimension 0")
    low, high = bounds or (float(array.min()), float(array.max()))
    if low > high:
        raise RuntimeError(
            f"torch.histogramdd: min should not exceed max, but got min {low:g} max {high:g} for "
            "dimension 0"
        )
    low, high = (low, high) if low < high else (low - 0.5, high + 0.5)
    return xp.linspace(low, high, bins + 1).astype(array.dtype)
