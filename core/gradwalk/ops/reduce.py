"""Reductions: sum, mean, prod, all, any.

PyTorch has one op for the whole tensor and another for some dimensions, with differently numbered
nodes (SumBackward0, SumBackward1); the plain functions at the end choose between them.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, mode
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.broadcast import expand
from gradwalk.ops.samples import SOME_DIMS, WHOLE
from gradwalk.ops.shape import restore
from gradwalk.ops.summing import added
from gradwalk.views import tracked


def kind_of_sum(self: Any, dtype: Any) -> Any:
    """The dtype a sum or product is made in: integers grow to int64."""
    if dtype is not None:
        return dtypes.meant(dtype).array
    return self.dtype if self.dtype.kind in "fc" else xp.dtype("int64")


def _floating(self: Any, dtype: Any, name: str) -> Any:
    """The dtype of a mean, or PyTorch's refusal of integers."""
    kind = dtypes.of(self) if dtype is None else dtypes.meant(dtype)
    if kind.category < dtypes.FLOAT:
        what = "Input" if dtype is None else "Optional"
        raise RuntimeError(
            f"{name}(): could not infer output dtype. {what} dtype must be either a floating "
            f"point or complex dtype. Got: {kind.word}"
        )
    return kind.array


# --- sums and means -------------------------------------------------------------------------------

sum_all: Function = op(
    "sum",
    lambda self, dtype=None: added(self, None, False, kind_of_sum(self, dtype)),
    self=lambda grad, self_sym_sizes: expand(grad, self_sym_sizes),
    samples=WHOLE,
)
sum_dim: Function = op(
    "sum_dim",
    lambda self, dim, keepdim=False, dtype=None: added(
        self, dims.axes(dim, self.ndim), keepdim, kind_of_sum(self, dtype)
    ),
    self=lambda grad, self_sym_sizes, dim, keepdim: expand(
        restore(grad, dim or (), keepdim, self_sym_sizes), self_sym_sizes
    ),
    node="SumBackward1",
    samples=SOME_DIMS,
)


def _mean(self: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    kind = _floating(self, dtype, "mean")
    axes = None if dim is None else dims.axes(dim, self.ndim)
    total = added(self, axes, keepdim, kind)
    count = self.size if axes is None else math.prod(self.shape[axis] for axis in axes)
    return total / kind.type(count)


mean_all: Function = op(
    "mean",
    lambda self, dtype=None: _mean(self, None, False, dtype),
    self=lambda grad, self_sym_sizes, self_sym_numel: expand(grad, self_sym_sizes) / self_sym_numel,
    samples=WHOLE,
)
mean_dim: Function = op(
    "mean_dim",
    lambda self, dim, keepdim=False, dtype=None: _mean(self, dim, keepdim, dtype),
    self=lambda grad, self_sym_sizes, self_sym_numel, dim, keepdim: (
        expand(restore(grad, dim or (), keepdim, self_sym_sizes), self_sym_sizes)
        / count_along(self_sym_sizes, dim)
    ),
    node="MeanBackward1",
    samples=SOME_DIMS,
)


def count_along(sizes: tuple[int, ...], dim: Any) -> int:
    return math.prod(sizes[axis] for axis in dims.axes(dim, len(sizes)))


nansum: Function = op(
    "nansum",
    lambda self, dim=None, keepdim=False: xp.nansum(
        self.astype(kind_of_sum(self, None)), axis=dims.axes(dim, self.ndim), keepdims=keepdim
    ),
    self=lambda grad, self, self_sym_sizes, dim, keepdim: (
        expand(restore(grad, dim, keepdim, self_sym_sizes), self_sym_sizes) * (self == self)  # noqa: PLR0124 - false for nan
    ),
    samples=WHOLE,
)

# --- torch's spellings ----------------------------------------------------------------------------

ALL: Any = object()  # no dimension was given; None is one for all, by another node


def check_recorded(input: Any, dtype: Any) -> None:
    """Refuse a result of integers where the operation would be recorded."""
    kind = dtype if dtype is None else dtypes.meant(dtype)
    if kind and kind.category < dtypes.FLOAT and mode.grad_enabled and tracked(input):
        raise RuntimeError(f"Autograd not support dtype: {kind.word}")


def sum(input: Any, dim: Any = ALL, keepdim: bool = False, *, dtype: Any = None) -> Any:
    check_recorded(input, dtype)
    if dim is ALL and not keepdim:
        return sum_all(input, dtype)
    return sum_dim(input, None if dim is ALL else dims.as_tuple(dim), keepdim, dtype)


def mean(input: Any, dim: Any = ALL, keepdim: bool = False, *, dtype: Any = None) -> Any:
    if dim is ALL and not keepdim:
        return mean_all(input, dtype)
    return mean_dim(input, None if dim is ALL else dims.as_tuple(dim), keepdim, dtype)


def nanmean(input: Any, dim: Any = None, keepdim: bool = False) -> Any:
    from gradwalk.ops.compare import isnan, logical_not

    text = "nanmean(): expected input to have floating point or complex dtype but got {}"
    dtypes.require_floats(text, input, complexes=True)
    count = sum(logical_not(isnan(input.detach())), dim, keepdim)
    return nansum(input, dims.as_tuple(dim), keepdim) / count
