"""Integrals and derivatives of functions known at points: trapezoid, gradient."""

from __future__ import annotations

from typing import Any

from gradwalk.ops import dims
from gradwalk.ops.arithmetic import div_scalar, mul_scalar
from gradwalk.ops.basic_index import select
from gradwalk.ops.join import cat
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.shape import narrow, reshape
from gradwalk.tensorbase import is_tensor


def trapezoid(y: Any, x: Any = None, *, dx: Any = None, dim: int = -1) -> Any:
    """The area under the points, by the trapezoid rule."""
    axis = dims.one(dim, y.ndim)
    n = y.shape[axis]
    if x is None:
        ends = select(y, axis, 0) + select(y, axis, -1)
        middle = sum_dim(y, (axis,)) - mul_scalar(ends, 0.5)
        return mul_scalar(middle, 1.0 if dx is None else dx)
    if x.ndim == 1 and y.ndim > 1:
        x = reshape(x, tuple(n if d == axis else 1 for d in range(y.ndim)))
    gaps = narrow(x, axis, 1, n - 1) - narrow(x, axis, 0, n - 1)
    left, right = narrow(y, axis, 0, n - 1), narrow(y, axis, 1, n - 1)
    return div_scalar(sum_dim((left + right) * gaps, (axis,)), 2.0)


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
    """Differences by neighbours on both sides, at the ends on one, along each dimension.

    `spacing` is a distance for all dimensions, one for each, or the coordinates of the points
    along each. The formulas are those of ATen's `gradient_helper`.
    """
    axes = dims.axes(None if dim is None else dims.as_tuple(dim), input.ndim)
    listed = isinstance(spacing, (list, tuple))
    if listed and len(spacing) != len(axes):
        raise RuntimeError(_unlike(len(spacing), len(axes), input.ndim, dim is not None))
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    if any(input.shape[axis] < edge_order + 1 for axis in axes):
        text = "torch.gradient expected each dimension size to be at least edge_order+1"
        raise RuntimeError(text)
    steps = spacing if listed else [spacing] * len(axes)
    return tuple(
        [
            (_uneven if is_tensor(h) and listed else _even)(input, axis, h, edge_order)
            for axis, h in zip(axes, steps, strict=True)
        ]
    )


def _unlike(given: int, wanted: int, ndim: int, of_dims: bool) -> str:
    if of_dims:
        return (
            "torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim "
            f"arguments to have the same length, but got a spacing argument of length {given} and "
            f"a dim argument of length {wanted}."
        )
    return (
        "torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal to "
        f"'self.dim() = {ndim}', since dim argument was not given, but got a list of length {given}"
    )


def _cuts(input: Any, axis: int) -> Any:
    """A function that cuts the input along the axis, as `input[a:b]` does along the first."""
    n = input.shape[axis]

    def cut(start: int, stop: int | None = None) -> Any:
        start, stop, _ = slice(start, stop).indices(n)
        return narrow(input, axis, start, stop - start)

    return cut


def _even(input: Any, axis: int, step: Any, edge_order: int) -> Any:
    """With the same distance everywhere."""
    cut, step = _cuts(input, axis), step.item() if is_tensor(step) else step
    centre = div_scalar(cut(2) - cut(0, -2), step)
    if edge_order == 1:
        first, last = cut(1, 2) - cut(0, 1), cut(-1) - cut(-2, -1)
    else:
        weighed = ((cut(0, 1), -1.5), (cut(1, 2), 2), (cut(2, 3), 0.5))
        a, b, c = (mul_scalar(each, weight) for each, weight in weighed)
        first = a + b - c
        weighed = ((cut(-3, -2), 0.5), (cut(-2, -1), 2), (cut(-1), 1.5))
        a, b, c = (mul_scalar(each, weight) for each, weight in weighed)
        last = a - b + c
    parts = (div_scalar(first, step), div_scalar(centre, 2), div_scalar(last, step))
    return cat(parts, axis)


def _uneven(input: Any, axis: int, points: Any, edge_order: int) -> Any:
    """With the points' coordinates."""
    if points.ndim != 1:
        raise RuntimeError(
            "torch.gradient expected each element of spacing to have one dimension, but got an "
            f"element with {points.ndim} dimensions!"
        )
    cut, gap = _cuts(input, axis), points[1:] - points[:-1]
    shape = [1] * input.ndim
    shape[axis] = -1
    before, after = gap[:-1], gap[1:]
    weights = (
        -after / (before * (before + after)),
        (after - before) / (before * after),
        before / (after * (before + after)),
    )
    a, b, c = (reshape(each, tuple(shape)) for each in weights)
    centre = a * cut(0, -2) + b * cut(1, -1) + c * cut(2)
    if edge_order == 1:
        first = (cut(1, 2) - cut(0, 1)) / gap[0]
        last = (cut(-1) - cut(-2, -1)) / gap[-1]
    else:
        first = _at_the_end(gap[0], gap[1], cut(0, 1), cut(1, 2), cut(2, 3))
        last = -_at_the_end(gap[-1], gap[-2], cut(-1), cut(-2, -1), cut(-3, -2))
    return cat((first, centre, last), axis)


def _at_the_end(near: Any, far: Any, *values: Any) -> Any:
    """The derivative at the first of three points, `near` and then `far` apart."""
    both = near + far
    a, b, c = -(near + both) / (near * both), both / (near * far), -near / (far * both)
    return a * values[0] + b * values[1] + c * values[2]
