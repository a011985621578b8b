"""Reductions that pick elements: max, min, median, sort, topk, and where they were.

Over the whole tensor ties share the gradient; along a dimension the first one has all of it.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk import return_types
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims, sorting
from gradwalk.ops.choice import masked_fill_tensor, maximum, minimum
from gradwalk.ops.compare import eq_or_nan, zeros_like
from gradwalk.ops.gather import scatter_add, scatter_src
from gradwalk.ops.reduce import sum_all, sum_dim
from gradwalk.ops.samples import ONE_DIM, SOME_DIMS, WHOLE, numbers
from gradwalk.ops.shape import restore, unsqueeze

# --- picking one element --------------------------------------------------------------------------


new_zeros: Function = op("new_zeros", lambda self, sizes: xp.zeros(sizes, self.dtype))


def value_selecting_reduction_backward(
    grad: Any, dim: int, indices: Any, self_sym_sizes: tuple[int, ...], keepdim: bool
) -> Any:
    """Zeros of the input's size with the gradient where the picked elements were."""
    if not keepdim and self_sym_sizes:
        grad, indices = unsqueeze(grad, dim), unsqueeze(indices, dim)
    return scatter_src(new_zeros(grad, self_sym_sizes), dim, indices, grad)


def _at(function: Any) -> Any:
    """A forward that returns the value and the place that `function` (argmax, ...) finds."""

    def forward(self: Any, dim: int, keepdim: bool = False) -> tuple[Any, Any]:
        if self.ndim == 0:
            dims.one(dim, 0)
            return self.copy(), xp.int64(0)
        dim = dims.one(dim, self.ndim)
        require_elements(self, dim, _SHORT.get(function.__name__, "median"))
        places = xp.expand_dims(function(self, axis=dim), dim)
        values = xp.take_along_axis(self, places, dim)
        if keepdim:
            return values, places
        return xp.squeeze(values, dim), xp.squeeze(places, dim)

    return forward


_SHORT = {"argmax": "max", "argmin": "min"}


def require_elements(self: Any, dim: int, name: str) -> None:
    """Raise where there is nothing to choose from along a dimension."""
    if 0 in self.shape[dim : dim + 1]:
        raise IndexError(f"{name}(): Expected reduction dim {dim} to have non-zero size.")


def _selecting(name: str, function: Any, node: str) -> Any:
    return op(
        name,
        _at(function),
        self=value_selecting_reduction_backward,
        outputs=("values", "indices"),
        node=node,
        samples=ONE_DIM,
    )


def _middle(self: Any, axis: int) -> Any:
    """Where the lower middle is; the first nan, where there is one."""
    order, numbers = _numbers_first(self, axis)
    n = self.shape[axis]
    return _taken(order, xp.where(numbers == n, (n - 1) // 2, numbers), axis)


def _middle_of_numbers(self: Any, axis: int) -> Any:
    order, numbers = _numbers_first(self, axis)
    return _taken(order, xp.maximum(numbers - 1, 0) // 2, axis)


def _numbers_first(self: Any, axis: int) -> tuple[Any, Any]:
    """The places in the order of size, nan last, and how many are numbers."""
    order = xp.argsort(self, axis=axis, kind="stable")
    return order, xp.sum(self == self, axis=axis)  # noqa: PLR0124 - nan is not


def _taken(order: Any, places: Any, axis: int) -> Any:
    return xp.squeeze(xp.take_along_axis(order, xp.expand_dims(places, axis), axis), axis)


max_dim = _selecting("max_dim", xp.argmax, "MaxBackward0")
min_dim = _selecting("min_dim", xp.argmin, "MinBackward0")
median_dim = _selecting("median_dim", _middle, "MedianBackward1")
nanmedian_dim = _selecting("nanmedian_dim", _middle_of_numbers, "NanmedianBackward1")


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
    if not self.size:
        return self.dtype.type(math.nan)
    ordered = xp.sort(self, axis=None)
    last = ordered[-1]  # nan comes last
    return last if last != last else ordered[(self.size - 1) // 2]  # noqa: PLR0124


def _nanmedian(self: Any) -> Any:
    numbers = self[self == self]  # noqa: PLR0124
    return _median(numbers if numbers.size else self)


def _evenly(grad: Any, self: Any, result: Any) -> Any:
    """The gradient shared by all the elements that tie; those that are nan tie, too."""
    mask = eq_or_nan(self, result)
    return masked_fill_tensor(zeros_like(self), mask, grad / sum_all(mask))


max_all: Function = op(
    "max",
    _extreme(xp.max, "max"),
    self=lambda grad, self, result: _evenly(grad, self, result),
    node="MaxBackward1",
    samples=(*WHOLE, (xp.array([1.0, 1.0, 0.0]),))[:2],
)
min_all: Function = op(
    "min",
    _extreme(xp.min, "min"),
    self=lambda grad, self, result: _evenly(grad, self, result),
    node="MinBackward1",
    samples=WHOLE,
)
median_all: Function = op(
    "median",
    lambda self: _median(self),
    self=lambda grad, self, result: _evenly(grad, self, result),
    samples=WHOLE,
)
nanmedian_all: Function = op(
    "nanmedian",
    lambda self: _nanmedian(self),
    self=lambda grad, self, result: _evenly(grad, self, result),
    samples=WHOLE,
)


def _ties(grad: Any, self: Any, result: Any, dim: Any, keepdim: bool) -> Any:
    sizes = tuple(self.shape)
    mask = self == restore(result, dim, keepdim, sizes)
    count = sum_dim(mask, dim, True) if dims.axes(dim, len(sizes)) else sum_all(mask)
    return restore(grad, dim, keepdim, sizes) / count * mask


def _axes_with_elements(self: Any, dim: Any, name: str) -> Any:
    """The axes of a reduction that needs an element."""
    axes = dims.axes(dim, self.ndim)
    if not self.size and dim in ((), None):
        raise RuntimeError(
            f"{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
            "reduction dim with the 'dim' argument."
        )
    for axis in axes if not self.size else ():
        require_elements(self, axis, name)
    return axes


amax: Function = op(
    "amax",
    lambda self, dim=(), keepdim=False: xp.max(
        self, axis=_axes_with_elements(self, dim, "amax"), keepdims=keepdim
    ),
    self=_ties,
    samples=SOME_DIMS,
)
amin: Function = op(
    "amin",
    lambda self, dim=(), keepdim=False: xp.min(
        self, axis=_axes_with_elements(self, dim, "amin"), keepdims=keepdim
    ),
    self=_ties,
    samples=SOME_DIMS,
)


def _argument(function: Any) -> Any:
    def forward(self: Any, dim: int | None = None, keepdim: bool = False) -> Any:
        if dim is None:
            if self.size == 0:
                name = function.__name__
                text = f"{name}(): Expected reduction dim to be specified for input.numel() == 0."
                raise IndexError(text)
            place = function(self)
            return xp.full((1,) * self.ndim, place) if keepdim else place
        if self.ndim == 0:
            dims.one(dim, 0)
            return xp.int64(0)
        dim = dims.one(dim, self.ndim)
        require_elements(self, dim, function.__name__)
        return function(self, axis=dim, keepdims=keepdim)

    return forward


argmax: Function = op("argmax", _argument(xp.argmax))
argmin: Function = op("argmin", _argument(xp.argmin))


def _truth(function: Any, self: Any, dim: Any, keepdim: bool) -> Any:
    """A bool; of uint8, which once stood for bool, a uint8."""
    found = function(self, axis=dims.axes(dim, self.ndim), keepdims=keepdim)
    return found.astype(self.dtype) if self.dtype.kind == "u" else found


all_: Function = op("all", lambda self, dim=None, keepdim=False: _truth(xp.all, self, dim, keepdim))
any_: Function = op("any", lambda self, dim=None, keepdim=False: _truth(xp.any, self, dim, keepdim))
count_nonzero: Function = op(
    "count_nonzero",
    lambda self, dim=None: (
        xp.int64(xp.count_nonzero(self))
        if dim is None
        else xp.count_nonzero(self, axis=dims.axes(dim, self.ndim))
    ),
)

# --- order ----------------------------------------------------------------------------------------

sort_, sort_stable = (
    op(
        name,
        lambda self, dim=-1, descending=False, stable=False: sorting.sort(
            self, dim, descending, stable
        ),
        self=lambda grad, self_sym_sizes, dim, indices: value_selecting_reduction_backward(
            grad, dim, indices, self_sym_sizes, True
        ),
        outputs=("values", "indices"),
        node=node,
        samples=((numbers(2, 3),), (numbers(2, 3), 0, True)),
    )
    for name, node in (("sort", "SortBackward0"), ("sort_stable", "SortBackward1"))
)
topk_: Function = op(
    "topk",
    sorting.topk,
    self=lambda grad, self_sym_sizes, dim, indices: value_selecting_reduction_backward(
        grad, dim, indices, self_sym_sizes, True
    ),
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 2), (numbers(2, 3), 1, 0, False)),
)
kthvalue_: Function = op(
    "kthvalue",
    sorting.kthvalue,
    self=value_selecting_reduction_backward,
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 2),),
)
argsort: Function = op(
    "argsort",
    lambda self, dim=-1, descending=False, stable=False: sorting.sort(
        self, dim, descending, stable
    )[1],
)


def _running(function: Any) -> Any:
    def forward(self: Any, dim: int) -> tuple[Any, Any]:
        dim = dims.one(dim, self.ndim)
        if not self.ndim:
            return self.copy(), xp.int64(0)
        values = function.accumulate(self, axis=dim)
        count = xp.arange(self.shape[dim]).reshape((-1,) + (1,) * (self.ndim - dim - 1))
        places = xp.where(self == values, count, 0)  # the last place that reached the value
        return values, xp.maximum.accumulate(places, axis=dim)

    return forward


def _cumulative_backward(grad: Any, self: Any, dim: int, indices: Any) -> Any:
    return scatter_add(zeros_like(grad), dim, indices, grad)


cummax_: Function = op(
    "cummax",
    _running(xp.maximum),
    self=_cumulative_backward,
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 1),),
)
cummin_: Function = op(
    "cummin",
    _running(xp.minimum),
    self=_cumulative_backward,
    outputs=("values", "indices"),
    samples=((numbers(2, 3), 1),),
)


# --- torch's spellings ----------------------------------------------------------------------------
def max(input: Any, dim: Any = None, keepdim: bool = False, *, other: Any = None) -> Any:
    if other is not None or hasattr(dim, "_array"):
        return maximum(input, dim if other is None else other)
    return max_all(input) if dim is None else return_types.max(max_dim(input, dim, keepdim))


def min(input: Any, dim: Any = None, keepdim: bool = False, *, other: Any = None) -> Any:
    if other is not None or hasattr(dim, "_array"):
        return minimum(input, dim if other is None else other)
    return min_all(input) if dim is None else return_types.min(min_dim(input, dim, keepdim))


def median(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
    if dim is None:
        return median_all(input)
    return return_types.median(median_dim(input, dim, keepdim))


def sort(input: Any, dim: int = -1, descending: bool = False, **stable: bool | None) -> Any:
    function = sort_stable if stable else sort_  # a node of its own, whatever is said
    return return_types.sort(function(input, dim, descending, bool(stable.get("stable"))))


def topk(input: Any, k: int, dim: int = -1, largest: bool = True, sorted: bool = True) -> Any:
    return return_types.topk(topk_(input, k, dim, largest, sorted))


def kthvalue(input: Any, k: int, dim: int = -1, keepdim: bool = False) -> Any:
    return return_types.kthvalue(kthvalue_(input, k, dim, keepdim))


def cummax(input: Any, dim: int) -> Any:
    return return_types.cummax(cummax_(input, dim))


def cummin(input: Any, dim: int) -> Any:
    return return_types.cummin(cummin_(input, dim))


def nanmedian(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
    """`median` of the elements that are numbers."""
    if dim is None:
        return nanmedian_all(input)
    return return_types.nanmedian(nanmedian_dim(input, dim, keepdim))


def _least_and_most(self: Any, dim: int | None, keepdim: bool) -> tuple[Any, Any]:
    if not self.size and dim is None:
        raise RuntimeError(
            "aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
            "identity."
        )
    return tuple([function(self, axis=dim, keepdims=keepdim) for function in (xp.min, xp.max)])


aminmax_: Function = op(
    "aminmax",
    lambda self, dim=None, keepdim=False: _least_and_most(self, dim, keepdim),
    self=lambda grads, self, dim, keepdim, min, max: (
        _spread_evenly(grads[0], self, min, dim, keepdim)
        + _spread_evenly(grads[1], self, max, dim, keepdim)
    ),
    outputs=("min", "max"),
    samples=((numbers(2, 3),), (numbers(2, 3), 1)),
)


def _spread_evenly(grad: Any, self: Any, result: Any, dim: Any, keepdim: bool) -> Any:
    """The gradient shared by all elements that are the extreme."""
    sizes = tuple(self.shape)
    axes = None if dim is None else (dim,)
    mask = self == restore(result, axes, keepdim, sizes)
    count = sum_dim(mask, dims.axes(axes, len(sizes)), True) if sizes else 1.0
    return restore(grad, axes, keepdim, sizes) / count * mask


def aminmax(input: Any, *, dim: int | None = None, keepdim: bool = False) -> Any:
    """The smallest and the largest element, of all or along a dimension."""
    axis = None if dim is None else dims.one(dim, input.ndim)
    if axis is not None and 0 in input.shape[axis : axis + 1]:
        raise IndexError(f"aminmax: Expected reduction dim {axis} to have non-zero size.")
    return return_types.aminmax(aminmax_(input, axis, keepdim))
