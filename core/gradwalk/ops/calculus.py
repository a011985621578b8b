"""Integrals and derivatives of functions known at points: trapezoid, gradient."""

from __future__ import annotations

from typing import Any

from gradwalk.ops import dims
from gradwalk.ops.arithmetic import div_scalar, mul_scalar
from gradwalk.ops.join import cat
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.shape import narrow, reshape


def trapezoid(y: Any, x: Any = None, *, dx: Any = None, dim: int = -1) -> Any:
    """The area under the points, by the trapezoid rule."""
    axis = dims.one(dim, y.ndim)
    n = y.shape[axis]
    left, right = narrow(y, axis, 0, n - 1), narrow(y, axis, 1, n - 1)
    if x is None:
        middle = sum_dim(y, (axis,)) - (
            (narrow(y, axis, 0, 1) + narrow(y, axis, n - 1, 1)).squeeze(axis) * 0.5
        )
        return mul_scalar(middle, 1.0 if dx is None else dx)
    if x.ndim == 1 and y.ndim > 1:
        x = reshape(x, tuple(n if d == axis else 1 for d in range(y.ndim)))
        gaps = narrow(x, axis, 1, n - 1) - narrow(x, axis, 0, n - 1)
    else:
        gaps = narrow(x, axis, 1, n - 1) - narrow(x, axis, 0, n - 1)
    return div_scalar(sum_dim(gaps * (left + right), (axis,)), 2.0)


def cumulative_trapezoid(y: Any, x: Any = None, *, dx: float = 1.0, dim: int = -1) -> Any:
    """The area up to each point."""
    axis = dims.one(dim, y.ndim)
    n = y.shape[axis]
    pairs = narrow(y, axis, 1, n - 1) + narrow(y, axis, 0, n - 1)
    if x is None:
        return mul_scalar(pairs, dx / 2).cumsum(axis)
    if x.ndim == 1 and y.ndim > 1:
        x = reshape(x, tuple(n if d == axis else 1 for d in range(y.ndim)))
    gaps = narrow(x, axis, 1, n - 1) - narrow(x, axis, 0, n - 1)
    return div_scalar((gaps * pairs).cumsum(axis), 2.0)


def gradient(input: Any, *, spacing: Any = 1, dim: Any = None, edge_order: int = 1) -> Any:
    """Central differences inside, one-sided ones at the ends, along each dimension."""
    axes = dims.axes(None if dim is None else dims.as_tuple(dim), input.ndim)
    steps = list(spacing) if isinstance(spacing, (list, tuple)) else [spacing] * len(axes)
    return tuple([_gradient(input, axis, h) for axis, h in zip(axes, steps, strict=True)])


def _gradient(input: Any, axis: int, step: Any) -> Any:
    n = input.shape[axis]
    if n < 2:
        raise RuntimeError(
            "torch.gradient expected each dimension size to be at least edge_order+1"
        )
    first = (narrow(input, axis, 1, 1) - narrow(input, axis, 0, 1)) / step
    last = (narrow(input, axis, n - 1, 1) - narrow(input, axis, n - 2, 1)) / step
    middle = (narrow(input, axis, 2, n - 2) - narrow(input, axis, 0, n - 2)) / (2 * step)
    return cat((first, middle, last), axis)
