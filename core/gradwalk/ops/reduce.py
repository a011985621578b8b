"""Reductions and scans: sum, mean, prod, max, norm, var, cumsum, sort, and what they pick.

PyTorch has one op for the whole tensor and another for some dimensions, with differently numbered
nodes (SumBackward0, SumBackward1); the plain functions at the end choose between them.
"""

from __future__ import annotations

import math
import warnings
from typing import Any

from gradwalk import dtypes, return_types
from gradwalk.array import xp
from gradwalk.op import op
from gradwalk.ops import dims
from gradwalk.ops.arithmetic import power
from gradwalk.ops.choice import masked_fill, where
from gradwalk.ops.compare import sgn, zeros_like
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import expand, flip, restore
from gradwalk.ops.transcendental import exp

_ALL = ((numbers(2, 3),), (numbers(3, start=5),))
_SOME = ((numbers(2, 3), 1), (numbers(2, 3), 0, True), (numbers(2, 3, 2), (0, 2)))
_ONE = ((numbers(2, 3), 1), (numbers(2, 3), 0, True))


def concrete(value: Any) -> Any:
    """The numbers of a tensor or array; None of a symbol, which has none."""
    value = getattr(value, "_array", value)
    return value if hasattr(value, "dtype") and hasattr(value, "ndim") else None


def _kind(self: Any, dtype: Any) -> Any:
    """The dtype a sum or product is made in: integers grow to int64."""
    if dtype is not None:
        return dtype.array
    return self.dtype if self.dtype.kind in "fc" else xp.dtype("int64")


def _floating(self: Any, dtype: Any, name: str) -> Any:
    """The dtype of a mean, or PyTorch's refusal of integers."""
    kind = dtypes.of(self) if dtype is None else dtype
    if kind.category < dtypes.FLOAT:
        what = "Input dtype" if dtype is None else "Dtype"
        hint = "could not infer output dtype. " if dtype is None else ""
        raise RuntimeError(
            f"{name}(): {hint}{what} must be either a floating point or complex dtype. "
            f"Got: {kind.word}"
        )
    return kind.array


# --- sums and means ------------------------------------------------------------------------------

sum_all = op(
    "sum",
    lambda self, dtype=None: xp.add.reduce(self, axis=None, dtype=_kind(self, dtype)),
    self=lambda grad, self_sym_sizes: expand(grad, self_sym_sizes),
    samples=_ALL,
)
sum_dim = op(
    "sum_dim",
    lambda self, dim, keepdim=False, dtype=None: xp.add.reduce(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim, dtype=_kind(self, dtype)
    ),
    self=lambda grad, self_sym_sizes, dim, keepdim: expand(
        restore(grad, dim, keepdim, self_sym_sizes), self_sym_sizes
    ),
    node="SumBackward1",
    samples=_SOME,
)


def _mean(self: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    kind = _floating(self, dtype, "mean")
    axes = None if dim is None else dims.axes(dim, self.ndim)
    total = xp.add.reduce(self, axis=axes, keepdims=keepdim, dtype=kind)
    count = self.size if axes is None else math.prod(self.shape[axis] for axis in axes)
    return total / kind.type(count)


mean_all = op(
    "mean",
    lambda self, dtype=None: _mean(self, None, False, dtype),
    self=lambda grad, self_sym_sizes, self_sym_numel: (
        expand(grad, self_sym_sizes) / self_sym_numel
    ),
    samples=_ALL,
)
mean_dim = op(
    "mean_dim",
    lambda self, dim, keepdim=False, dtype=None: _mean(self, dim, keepdim, dtype),
    self=lambda grad, self_sym_sizes, self_sym_numel, dim, keepdim: (
        expand(restore(grad, dim, keepdim, self_sym_sizes), self_sym_sizes)
        / _count(self_sym_sizes, dim)
    ),
    node="MeanBackward1",
    samples=_SOME,
)


def _count(sizes: tuple[int, ...], dim: Any) -> int:
    return math.prod(sizes[axis] for axis in dims.axes(dim, len(sizes)))


nansum = op(
    "nansum",
    lambda self, dim=None, keepdim=False: xp.nansum(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim
    ),
    self=lambda grad, self, self_sym_sizes, dim, keepdim: (
        expand(restore(grad, dim, keepdim, self_sym_sizes), self_sym_sizes) * (self == self)  # noqa: PLR0124 - false for nan
    ),
    samples=_ALL,
)


# --- products ------------------------------------------------------------------------------------

prod_all = op(
    "prod",
    lambda self, dtype=None: xp.multiply.reduce(self, axis=None, dtype=_kind(self, dtype)),
    self=lambda grad, self, result: (
        _product_with_zeros(grad, self, None)
        if _has_zero(self)
        else grad * (result / self)
    ),
    samples=(*_ALL, (xp.array([2.0, 0.0, 3.0]),), (xp.array([[0.0, 0.0], [1.0, 2.0]]),)),
)
prod_dim = op(
    "prod_dim",
    lambda self, dim, keepdim=False, dtype=None: xp.multiply.reduce(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim, dtype=_kind(self, dtype)
    ),
    self=lambda grad, self, result, dim, keepdim, self_sym_sizes: (
        _product_with_zeros(restore(grad, dim, keepdim, self_sym_sizes), self, dim)
        if _has_zero(self)
        else restore(grad, dim, keepdim, self_sym_sizes)
        * (restore(result, dim, keepdim, self_sym_sizes) / self)
    ),
    node="ProdBackward1",
    samples=(*_ONE, (xp.array([[2.0, 0.0, 3.0], [1.0, 2.0, 3.0]]), 1)),
)


def _has_zero(value: Any) -> bool:
    array = concrete(value)
    return array is not None and bool(xp.any(array == 0))


def _product_with_zeros(grad: Any, value: Any, dim: int | None) -> Any:
    """Each element's derivative is the product of all the others: no division."""
    from gradwalk.ops.shape import reshape  # late: shape.py imports nothing from here

    flat = reshape(value, (-1,)) if dim is None else value
    axis = 0 if dim is None else dim
    others = _exclusive(flat, axis) * flip(_exclusive(flip(flat, (axis,)), axis), (axis,))
    return grad * (reshape(others, tuple(value.shape)) if dim is None else others)


def _exclusive(value: Any, dim: int) -> Any:
    """The product of all elements before each."""
    from gradwalk.ops.join import cat
    from gradwalk.ops.shape import narrow

    first = narrow(value, dim, 0, 1)
    ones = zeros_like(first) + 1.0
    return cumprod(cat((ones, narrow(value, dim, 0, value.shape[dim] - 1)), dim), dim)


# --- scans ---------------------------------------------------------------------------------------

cumsum = op(
    "cumsum",
    lambda self, dim, dtype=None: _scan(xp.add, self, dim, dtype),
    self=lambda grad, dim: flip(cumsum(flip(grad, (dim,)), dim), (dim,)),
    samples=((numbers(2, 3), 1), (numbers(2, 3), 0)),
)
cumprod = op(
    "cumprod",
    lambda self, dim, dtype=None: _scan(xp.multiply, self, dim, dtype),
    self=lambda grad, self, dim, result: (
        _cumprod_with_zeros(grad, self, dim)
        if _has_zero(self)
        else flip(cumsum(flip(grad * result, (dim,)), dim), (dim,)) / self
    ),
    samples=((numbers(2, 3), 1), (xp.array([2.0, 0.0, 3.0, 4.0]), 0)),
)


def _scan(function: Any, self: Any, dim: int, dtype: Any) -> Any:
    if self.ndim == 0:
        return self.astype(_kind(self, dtype))
    return function.accumulate(self, axis=dims.one(dim, self.ndim), dtype=_kind(self, dtype))


def _cumprod_with_zeros(grad: Any, value: Any, dim: int) -> Any:
    """Row by row of the Jacobian: d result[k] / d value[i] without dividing by value[i]."""
    from gradwalk.ops.join import cat, stack
    from gradwalk.ops.shape import narrow

    n = value.shape[dim]
    columns = []
    for i in range(n):
        before = narrow(value, dim, 0, i)
        after = narrow(value, dim, i + 1, n - i - 1)
        one = zeros_like(narrow(value, dim, 0, 1)) + 1.0
        rows = cumprod(cat((before, one, after), dim), dim)
        columns.append(sum_dim(narrow(grad * rows, dim, i, n - i), dim))
    return stack(tuple(columns), dim)


def _logcumsumexp(self: Any, dim: int) -> Any:
    return xp.logaddexp.accumulate(self, axis=dims.one(dim, self.ndim))


logcumsumexp = op(
    "logcumsumexp",
    _logcumsumexp,
    self=lambda grad, self, result, dim: (
        flip(cumsum(flip(grad * exp(-result), (dim,)), dim), (dim,)) * exp(self)
    ),
    samples=((numbers(2, 3), 1),),
)


# --- picking one element -------------------------------------------------------------------------


def _put_back(
    grad_output: Any, dim: int, indices: Any, sizes: tuple[int, ...], keepdim: bool
) -> Any:
    """Zeros of the input's size with the gradient where the picked elements were."""
    if not sizes:
        return grad_output
    if not keepdim:
        grad_output, indices = xp.expand_dims(grad_output, dim), xp.expand_dims(indices, dim)
    result = xp.zeros(sizes, grad_output.dtype)
    xp.put_along_axis(result, indices, grad_output, dims.one(dim, len(sizes)))
    return result


value_selecting_reduction_backward = op(
    "value_selecting_reduction_backward",
    _put_back,
    grad_output=lambda grad, dim, indices, keepdim: _pick(grad, dim, indices, keepdim),
    node="ValueSelectingReductionBackward0",
)


def _pick(grad: Any, dim: int, indices: Any, keepdim: bool) -> Any:
    from gradwalk.ops.gather import gather
    from gradwalk.ops.shape import squeeze_dim, unsqueeze

    if keepdim:
        return gather(grad, dim, indices)
    return squeeze_dim(gather(grad, dim, unsqueeze(indices, dim)), dim)


def _at(function: Any) -> Any:
    """A forward that returns the value and the place that `function` (argmax, ...) finds."""

    def forward(self: Any, dim: int, keepdim: bool = False) -> tuple[Any, Any]:
        if self.ndim == 0:
            dims.one(dim, 0)
            return self, xp.int64(0)
        dim = dims.one(dim, self.ndim)
        _require_elements(self, dim, function)
        places = xp.expand_dims(function(self, axis=dim), dim)
        values = xp.take_along_axis(self, places, dim)
        if keepdim:
            return values, places
        return xp.squeeze(values, dim), xp.squeeze(places, dim)

    return forward


def _require_elements(self: Any, dim: int, function: Any) -> None:
    if self.shape[dim] == 0:
        name = {"argmax": "max", "argmin": "min"}.get(function.__name__, function.__name__)
        raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")


def _selecting(name: str, function: Any, node: str) -> Any:
    return op(
        name,
        _at(function),
        self=lambda grad, self_sym_sizes, dim, indices, keepdim: (
            value_selecting_reduction_backward(grad, dim, indices, self_sym_sizes, keepdim)
        ),
        outputs=("values", "indices"),
        node=node,
        samples=_ONE,
    )


def _middle(self: Any, axis: int) -> Any:
    order = xp.argsort(self, axis=axis, kind="stable")
    return xp.take(order, (self.shape[axis] - 1) // 2, axis=axis)


max_dim = _selecting("max_dim", xp.argmax, "MaxBackward0")
min_dim = _selecting("min_dim", xp.argmin, "MinBackward0")
median_dim = _selecting("median_dim", _middle, "MedianBackward1")


def _extreme(function: Any, name: str) -> Any:
    def forward(self: Any) -> Any:
        if self.size == 0:
            raise RuntimeError(
                f"{name}(): Expected reduction dim to be specified for input.numel() == 0. "
                "Specify the reduction dim with the 'dim' argument."
            )
        return function(self)

    return forward


def _median(self: Any) -> Any:
    return xp.sort(self, axis=None)[(self.size - 1) // 2]


def _evenly(grad: Any, self: Any, result: Any) -> Any:
    """The gradient shared by all the elements that tie."""
    mask = self == result
    return mask * (grad / sum_all(mask))


max_all = op(
    "max",
    _extreme(xp.max, "max"),
    self=lambda grad, self, result: _evenly(grad, self, result),
    node="MaxBackward1",
    samples=(*_ALL, (xp.array([1.0, 1.0, 0.0]),))[:2],
)
min_all = op(
    "min",
    _extreme(xp.min, "min"),
    self=lambda grad, self, result: _evenly(grad, self, result),
    node="MinBackward1",
    samples=_ALL,
)
median_all = op(
    "median",
    _extreme(_median, "median"),
    self=lambda grad, self, result: _evenly(grad, self, result),
    samples=_ALL,
)


def _ties(grad: Any, self: Any, result: Any, dim: Any, keepdim: bool, sizes: Any) -> Any:
    mask = self == restore(result, dim, keepdim, sizes)
    count = sum_dim(mask, dim, True) if dims.axes(dim, len(sizes)) else sum_all(mask)
    return restore(grad, dim, keepdim, sizes) * mask / count


amax = op(
    "amax",
    lambda self, dim=(), keepdim=False: xp.max(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim
    ),
    self=lambda grad, self, result, dim, keepdim, self_sym_sizes: _ties(
        grad, self, result, dim, keepdim, self_sym_sizes
    ),
    samples=_SOME,
)
amin = op(
    "amin",
    lambda self, dim=(), keepdim=False: xp.min(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim
    ),
    self=lambda grad, self, result, dim, keepdim, self_sym_sizes: _ties(
        grad, self, result, dim, keepdim, self_sym_sizes
    ),
    samples=_SOME,
)


def _argument(function: Any) -> Any:
    def forward(self: Any, dim: int | None = None, keepdim: bool = False) -> Any:
        if dim is None:
            if self.size == 0:
                name = function.__name__
                raise IndexError(
                    f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
                )
            place = function(self)
            return xp.full((1,) * self.ndim, place) if keepdim else place
        if self.ndim == 0:
            return xp.int64(0)
        return function(self, axis=dims.one(dim, self.ndim), keepdims=keepdim)

    return forward


argmax = op("argmax", _argument(xp.argmax))
argmin = op("argmin", _argument(xp.argmin))
all_ = op(
    "all",
    lambda self, dim=None, keepdim=False: xp.all(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim
    ),
)
any_ = op(
    "any",
    lambda self, dim=None, keepdim=False: xp.any(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim
    ),
)
count_nonzero = op(
    "count_nonzero",
    lambda self, dim=None: xp.int64(xp.count_nonzero(self))
    if dim is None
    else xp.count_nonzero(self, axis=dims.axes(dim, self.ndim)),
)


# --- spread and size -----------------------------------------------------------------------------


def _var(self: Any, dim: Any, correction: Any, keepdim: bool, name: str = "var") -> Any:
    if self.dtype.kind not in "fc":
        raise RuntimeError("std and var only support floating point and complex dtypes")
    axes = dims.axes(dim, self.ndim)
    count = math.prod(self.shape[axis] for axis in axes)
    centre = self - xp.mean(self, axis=axes, keepdims=True)
    total = xp.add.reduce(centre * centre, axis=axes, keepdims=keepdim)
    left = count - (1 if correction is None else correction)
    if left <= 0:
        warnings.warn(
            f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than the "
            "reduction factor (input numel divided by output numel).",
            UserWarning,
            stacklevel=4,
        )
    return total / self.dtype.type(left if left > 0 else 0)


def _var_backward(grad: Any, self: Any, dim: Any, correction: Any, keepdim: bool) -> Any:
    sizes = tuple(self.shape)
    left = _count(sizes, dim) - (1 if correction is None else correction)
    factor = 2.0 / left if left else math.nan
    axes = dims.axes(dim, len(sizes))
    centre = mean_dim(self, axes, True) if axes else self
    return (factor * restore(grad, dim, keepdim, sizes)) * (self - centre)


var_ = op(
    "var",
    lambda self, dim=None, correction=None, keepdim=False: _var(self, dim, correction, keepdim),
    self=lambda grad, self, dim, correction, keepdim: _var_backward(
        grad, self, dim, correction, keepdim
    ),
    samples=((numbers(2, 3),), (numbers(2, 3), 1, 0, True), (numbers(2, 3), (0, 1), 1)),
)
std_ = op(
    "std",
    lambda self, dim=None, correction=None, keepdim=False: xp.sqrt(
        _var(self, dim, correction, keepdim, "std")
    ),
    self=lambda grad, result, self, dim, correction, keepdim: _var_backward(
        masked_fill(grad / (result * 2), result == 0, 0), self, dim, correction, keepdim
    ),
    samples=((numbers(2, 3),), (numbers(2, 3), 1, 0, True)),
)


def _norm(self: Any, order: float, dim: Any, keepdim: bool) -> Any:
    if self.dtype.kind not in "fc":
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. "
            f"Got {dtypes.of(self).word}"
        )
    size, axes = abs(self), dims.axes(dim, self.ndim)
    if order == 2:
        return xp.sqrt(xp.add.reduce(self * self, axis=axes, keepdims=keepdim))
    if order == math.inf:
        return xp.max(size, axis=axes, keepdims=keepdim)
    if order == -math.inf:
        return xp.min(size, axis=axes, keepdims=keepdim)
    if order == 0:
        count = xp.add.reduce(self != 0, axis=axes, keepdims=keepdim)
        return count.astype(self.dtype)
    if order == 1:
        return xp.add.reduce(size, axis=axes, keepdims=keepdim)
    return xp.add.reduce(size**order, axis=axes, keepdims=keepdim) ** (1.0 / order)


def _norm_backward(
    grad: Any, self: Any, result: Any, order: float, dim: Any, keepdim: bool
) -> Any:
    sizes = tuple(self.shape)
    grad, result = (restore(each, dim, keepdim, sizes) for each in (grad, result))
    if order == 0:
        return zeros_like(self)
    if order == 1:
        return sgn(self) * grad
    if order == 2:
        return self * masked_fill(grad / result, result == 0, 0)
    if math.isinf(order):
        mask = abs(self) == result
        count = sum_dim(mask, dims.axes(dim, len(sizes)), True) if sizes else sum_all(mask)
        return sgn(self) * ((grad / count) * mask)
    if order < 1:
        scaled = sgn(self) * where(self == 0, 0.0, power(abs(self), order - 1))
        return scaled * (grad * power(result, 1 - order))
    if order < 2:
        scaled = masked_fill(sgn(self) * power(abs(self), order - 1), self == 0, 0)
    else:
        scaled = self * power(abs(self), order - 2)
    return scaled * masked_fill(grad / power(result, order - 1), result == 0, 0)


vector_norm = op(
    "linalg_vector_norm",
    lambda self, ord=2, dim=None, keepdim=False: _norm(self, ord, dim, keepdim),
    self=lambda grad, self, result, ord, dim, keepdim: _norm_backward(
        grad, self, result, ord, dim, keepdim
    ),
    samples=(
        (numbers(2, 3),),
        (numbers(2, 3), 1),
        (numbers(2, 3), 3, 1),
        (numbers(2, 3), 1.5, 1, True),
        (numbers(2, 3), math.inf, 1),
    ),
)


def _logsumexp(self: Any, dim: Any, keepdim: bool = False) -> Any:
    axes = dims.axes(dim, self.ndim)
    top = xp.max(self, axis=axes, keepdims=True)
    top = xp.where(xp.isfinite(top), top, 0).astype(self.dtype)
    total = xp.log(xp.add.reduce(xp.exp(self - top), axis=axes, keepdims=True)) + top
    return total if keepdim else xp.squeeze(total, axes)


logsumexp = op(
    "logsumexp",
    _logsumexp,
    self=lambda grad, self, result, dim, keepdim, self_sym_sizes: (
        restore(grad, dim, keepdim, self_sym_sizes)
        * exp(self - restore(result, dim, keepdim, self_sym_sizes))
    ),
    promote="float",
    samples=_SOME,
)


# --- order ---------------------------------------------------------------------------------------


def _sort(self: Any, dim: int = -1, descending: bool = False) -> tuple[Any, Any]:
    if self.ndim == 0:
        return self, xp.int64(0)
    dim = dims.one(dim, self.ndim)
    if descending:  # stable from the other end, so that ties keep their order
        places = xp.flip(xp.argsort(xp.flip(self, dim), axis=dim, kind="stable"), dim)
        places = self.shape[dim] - 1 - places
    else:
        places = xp.argsort(self, axis=dim, kind="stable")
    return xp.take_along_axis(self, places, dim), places


def _topk(
    self: Any, k: int, dim: int = -1, largest: bool = True, sorted: bool = True
) -> tuple[Any, Any]:
    dim = dims.one(dim, self.ndim)
    if not 0 <= k <= (self.shape[dim] if self.ndim else 1):
        raise RuntimeError("selected index k out of range")
    values, places = _sort(self, dim, largest)
    if self.ndim == 0:
        return values, places
    keep = (slice(None),) * dim + (slice(k),)
    return values[keep], places[keep]


def _kthvalue(self: Any, k: int, dim: int = -1, keepdim: bool = False) -> tuple[Any, Any]:
    dim = dims.one(dim, self.ndim)
    if not 1 <= k <= self.shape[dim]:
        raise RuntimeError("kthvalue(): selected number k out of range for dimension " + str(dim))
    values, places = (xp.take(each, [k - 1], axis=dim) for each in _sort(self, dim))
    return (values, places) if keepdim else (xp.squeeze(values, dim), xp.squeeze(places, dim))


sort_ = op(
    "sort",
    _sort,
    self=lambda grad, self_sym_sizes, dim, indices: value_selecting_reduction_backward(
        grad, dim, indices, self_sym_sizes, True
    ),
    outputs=("values", "indices"),
    samples=((numbers(2, 3),), (numbers(2, 3), 0, True)),
)
topk_ = op(
    "topk",
    _topk,
    self=lambda grad, self_sym_sizes, dim, indices: value_selecting_reduction_backward(
        grad, dim, indices, self_sym_sizes, True
    ),
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 2), (numbers(2, 3), 1, 0, False)),
)
kthvalue_ = op(
    "kthvalue",
    _kthvalue,
    self=lambda grad, self_sym_sizes, dim, indices, keepdim: value_selecting_reduction_backward(
        grad, dim, indices, self_sym_sizes, keepdim
    ),
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 2),),
)
argsort = op(
    "argsort", lambda self, dim=-1, descending=False, stable=False: _sort(self, dim, descending)[1]
)


def _running(function: Any) -> Any:
    def forward(self: Any, dim: int) -> tuple[Any, Any]:
        dim = dims.one(dim, self.ndim)
        values = function.accumulate(self, axis=dim)
        count = xp.arange(self.shape[dim]).reshape((-1,) + (1,) * (self.ndim - dim - 1))
        places = xp.where(self == values, count, 0)  # the last place that reached the value
        return values, xp.maximum.accumulate(places, axis=dim)

    return forward


def _cumulative_backward(grad: Any, dim: int, indices: Any, sizes: tuple[int, ...]) -> Any:
    from gradwalk.ops.gather import scatter_add

    zeros = zeros_like(grad)
    return scatter_add(zeros, dim, indices, grad)


cummax_ = op(
    "cummax",
    _running(xp.maximum),
    self=lambda grad, self_sym_sizes, dim, indices: _cumulative_backward(
        grad, dim, indices, self_sym_sizes
    ),
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 1),),
)
cummin_ = op(
    "cummin",
    _running(xp.minimum),
    self=lambda grad, self_sym_sizes, dim, indices: _cumulative_backward(
        grad, dim, indices, self_sym_sizes
    ),
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 1),),
)


# --- torch's spellings ---------------------------------------------------------------------------


def _chosen(dim: Any, keepdim: bool, other: dict[str, Any]) -> tuple[Any, bool]:
    """`axis` and `keepdims` are NumPy's names for the same."""
    dim = other.pop("axis", dim)
    keepdim = other.pop("keepdims", keepdim)
    if isinstance(dim, list):
        dim = tuple(dim)
    return dim, keepdim


def sum(
    input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None, **other: Any
) -> Any:
    dim, keepdim = _chosen(dim, keepdim, other)
    if dim is None and not keepdim:
        return sum_all(input, dtype)
    return sum_dim(input, dims.as_tuple(dim), keepdim, dtype)


def mean(
    input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None, **other: Any
) -> Any:
    dim, keepdim = _chosen(dim, keepdim, other)
    if dim is None and not keepdim:
        return mean_all(input, dtype)
    return mean_dim(input, dims.as_tuple(dim), keepdim, dtype)


def nanmean(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
    from gradwalk.ops.compare import isnan, logical_not

    count = sum(logical_not(isnan(input.detach())), dim, keepdim)
    return nansum(input, dims.as_tuple(dim), keepdim) / count


def prod(
    input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None, **other: Any
) -> Any:
    dim, keepdim = _chosen(dim, keepdim, other)
    return prod_all(input, dtype) if dim is None else prod_dim(input, dim, keepdim, dtype)


def max(input: Any, dim: Any = None, keepdim: bool = False, **other: Any) -> Any:
    if hasattr(dim, "_array") or "other" in other:
        from gradwalk.ops.choice import maximum

        return maximum(input, other.get("other", dim))
    dim, keepdim = _chosen(dim, keepdim, other)
    return max_all(input) if dim is None else return_types.max(max_dim(input, dim, keepdim))


def min(input: Any, dim: Any = None, keepdim: bool = False, **other: Any) -> Any:
    if hasattr(dim, "_array") or "other" in other:
        from gradwalk.ops.choice import minimum

        return minimum(input, other.get("other", dim))
    dim, keepdim = _chosen(dim, keepdim, other)
    return min_all(input) if dim is None else return_types.min(min_dim(input, dim, keepdim))


def median(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
    if dim is None:
        return median_all(input)
    return return_types.median(median_dim(input, dim, keepdim))


def aminmax(input: Any, *, dim: Any = None, keepdim: bool = False) -> Any:
    where_ = () if dim is None else dim
    return return_types.aminmax((amin(input, where_, keepdim), amax(input, where_, keepdim)))


def _correction(unbiased: Any, correction: Any) -> Any:
    if unbiased is not None:
        return 1 if unbiased else 0
    return correction


def _spread(entry: Any, input: Any, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """var(unbiased), var(dim, unbiased, keepdim), var(dim, *, correction, keepdim)."""
    dim, keepdim = _chosen(options.pop("dim", None), options.pop("keepdim", False), options)
    unbiased = options.pop("unbiased", None)
    correction = options.pop("correction", 1)
    if args and isinstance(args[0], bool):
        unbiased = args[0]
    elif args:
        dim = args[0]
        unbiased = args[1] if len(args) > 1 else unbiased
        keepdim = args[2] if len(args) > 2 else keepdim
    return entry(input, dims.as_tuple(dim), _correction(unbiased, correction), keepdim)


def var(input: Any, *args: Any, **options: Any) -> Any:
    return _spread(var_, input, args, options)


def std(input: Any, *args: Any, **options: Any) -> Any:
    return _spread(std_, input, args, options)


def var_mean(input: Any, dim: Any = None, **options: Any) -> Any:
    keepdim = options.get("keepdim", False)
    return var(input, dim=dim, **options), mean(input, dim, keepdim)


def std_mean(input: Any, dim: Any = None, **options: Any) -> Any:
    keepdim = options.get("keepdim", False)
    return std(input, dim=dim, **options), mean(input, dim, keepdim)


def norm(
    input: Any, p: Any = "fro", dim: Any = None, keepdim: bool = False, dtype: Any = None
) -> Any:
    order = 2.0 if p in ("fro", None) else float(p)
    return vector_norm(input, order, dims.as_tuple(dim), keepdim)


def logsumexp_(input: Any, dim: Any, keepdim: bool = False) -> Any:
    return logsumexp(input, dims.as_tuple(dim), keepdim)


def sort(
    input: Any, dim: int = -1, descending: bool = False, stable: bool = False, **other: Any
) -> Any:
    return return_types.sort(sort_(input, dim, descending))


def topk(
    input: Any, k: int, dim: int = -1, largest: bool = True, sorted: bool = True
) -> Any:
    return return_types.topk(topk_(input, k, dim, largest, sorted))


def kthvalue(input: Any, k: int, dim: int = -1, keepdim: bool = False) -> Any:
    return return_types.kthvalue(kthvalue_(input, k, dim, keepdim))


def cummax(input: Any, dim: int) -> Any:
    return return_types.cummax(cummax_(input, dim))


def cummin(input: Any, dim: int) -> Any:
    return return_types.cummin(cummin_(input, dim))


def dist(input: Any, other: Any, p: float = 2) -> Any:
    return vector_norm(input - other, float(p))

