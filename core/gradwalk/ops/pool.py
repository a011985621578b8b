"""Pooling of any number of spatial dimensions: the largest or the mean of each window."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.conv import Sizes, offsets, strided, windows_of
from gradwalk.ops.samples import numbers

# --- pooling --------------------------------------------------------------------------------------


def _by(sizes: Sizes) -> str:
    return "x".join(map(str, sizes))


def _pool_sizes(
    shape: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes, ceil_mode: bool
) -> Sizes:
    out: list[int] = []
    space = shape[-len(kernel) :]
    for n, k, s, p, d in zip(space, kernel, stride, padding, dilation, strict=True):
        if p * 2 > k:
            raise RuntimeError(
                "pad should be at most half of effective kernel size, but got "
                f"pad={p}, kernel_size={k} and dilation={d}"
            )
        span = n + 2 * p - d * (k - 1) - 1
        count = (-(-span // s) if ceil_mode else span // s) + 1
        if ceil_mode and (count - 1) * s >= n + p:
            count -= 1
        out.append(count)
    if min(out) < 1:
        text = " Calculated output size: ({}). Output size is too small"
        given = shape[-len(out) - 1 :]
        made = (*given[: -len(out)], *(max(n, 0) for n in out))
        raise RuntimeError(f"Given input size: ({_by(given)})." + text.format(_by(made)))
    return tuple(out)


def _pool_windows(
    input: Any,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    ceil_mode: bool,
    fill: float,
) -> Any:
    """The windows (..., *out, *kernel) of the last dimensions, padded with `fill`."""
    k = len(kernel)
    out = _pool_sizes(input.shape, kernel, stride, padding, dilation, ceil_mode)
    around = [(0, 0)] * (input.ndim - k)
    for n, size, s, p, d, m in zip(
        input.shape[-k:], kernel, stride, padding, dilation, out, strict=True
    ):
        around.append((p, max((m - 1) * s + d * (size - 1) + 1 - n - p, 0)))
    seen = windows_of(xp.pad(input, around, constant_values=fill), kernel, stride, dilation)
    return seen[(..., *(slice(n) for n in out), *(slice(None),) * k)]


def _max_pool(
    input: Any, kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes, ceil_mode: bool
) -> tuple[Any, Any]:
    k = len(kernel)
    low = -math.inf if input.dtype.kind == "f" else xp.iinfo(input.dtype).min
    seen = _pool_windows(input, kernel, stride, padding, dilation, ceil_mode, low)
    flat = seen.reshape(*seen.shape[:-k], -1)
    places = flat.argmax(-1)
    values = xp.take_along_axis(flat, places[..., None], -1)[..., 0]
    return values, _input_places(places, input.shape[-k:], kernel, stride, padding, dilation)


def _input_places(
    places: Any, space: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes
) -> Any:
    """Positions within windows, as positions in the flattened space of the input."""
    k = len(kernel)
    inside = xp.unravel_index(places, kernel)
    flat = xp.zeros(places.shape, "int64")
    for i in range(k):
        start = xp.arange(places.shape[i - k]) * stride[i] - padding[i]
        start = start.reshape(-1, *(1,) * (k - 1 - i))
        flat = flat * space[i] + start + inside[i] * dilation[i]
    return flat


max_pool: Function = op(
    "max_pool2d",
    _max_pool,
    input=lambda grad, input, kernel, indices: max_pool_backward(
        grad, indices, tuple(input.shape), len(kernel)
    ),
    outputs=("result", "indices"),
    node="MaxPool2DWithIndicesBackward0",
    samples=((numbers(1, 2, 4, 4), (2, 2), (2, 2), (0, 0), (1, 1), False),),
)


def _unpool(grad_output: Any, indices: Any, sizes: Sizes, k: int) -> Any:
    lead = math.prod(sizes[:-k])
    flat = xp.zeros((lead, math.prod(sizes[-k:])), grad_output.dtype)
    rows = xp.arange(lead)[:, None]
    xp.add.at(flat, (rows, indices.reshape(lead, -1)), grad_output.reshape(lead, -1))
    return flat.reshape(sizes)


def _pick_places(grad: Any, indices: Any, k: int) -> Any:
    lead = grad.shape[:-k]
    flat = grad.reshape(*lead, -1)
    return xp.take_along_axis(flat, indices.reshape(*lead, -1), -1).reshape(indices.shape)


max_pool_backward: Function = op(
    "max_pool2d_with_indices_backward",
    _unpool,
    grad_output=lambda grad, indices, k: pick_places(grad, indices, k),
    node="MaxPool2DWithIndicesBackwardBackward0",
)
pick_places: Function = op(
    "pick_places",
    lambda self, indices, k: _pick_places(self, indices, k),
    self=lambda grad, self_sym_sizes, indices, k: max_pool_backward(
        grad, indices, self_sym_sizes, k
    ),
    node="GatherBackward0",
)


def _divisors(
    shape: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, ceil_mode: bool, whole: bool
) -> Any:
    """How many elements each window averages over."""
    if whole and not ceil_mode:
        return float(math.prod(kernel))
    k = len(kernel)
    ones = xp.ones(shape[-k:])
    fill = 1.0 if whole else 0.0
    inside = xp.pad(ones, tuple((p, p) for p in padding), constant_values=fill)
    zero = (0,) * k
    seen = _pool_windows(inside, kernel, stride, zero, (1,) * k, ceil_mode, 0.0)
    return seen.sum(tuple(range(-k, 0)))


def _avg_pool(
    input: Any,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor: int | None,
) -> Any:
    k = len(kernel)
    seen = _pool_windows(input, kernel, stride, padding, (1,) * k, ceil_mode, 0.0)
    total = seen.sum(tuple(range(-k, 0)))
    count = divisor or _divisors(input.shape, kernel, stride, padding, ceil_mode, count_include_pad)
    return (total / count).astype(input.dtype)


def _avg_unpool(
    grad: Any,
    sizes: Sizes,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor: int | None,
) -> Any:
    k = len(kernel)
    count = divisor or _divisors(sizes, kernel, stride, padding, ceil_mode, count_include_pad)
    share = (grad / count).astype(grad.dtype)
    lead, space, out = sizes[:-k], sizes[-k:], grad.shape[-k:]
    rows = zip(space, kernel, stride, padding, out, strict=True)
    wide = tuple(max(n + 2 * p, (m - 1) * s + size) for n, size, s, p, m in rows)
    whole = xp.zeros((*lead, *wide), grad.dtype)
    for offset in offsets(kernel):
        whole[(..., *strided(offset, out, stride, (1,) * k))] += share
    cut = tuple(slice(p, p + n) for p, n in zip(padding, space, strict=True))
    return xp.ascontiguousarray(whole[(..., *cut)])


def _averages(k: int, sample: Any) -> Function:
    """The entry of avg_pool2d or avg_pool3d."""
    return op(
        f"avg_pool{k}d",
        _avg_pool,
        input=lambda grad, input, kernel, stride, padding, ceil_mode, count_include_pad, divisor: (
            avg_pool_backward(
                grad,
                tuple(input.shape),
                kernel,
                stride,
                padding,
                ceil_mode,
                count_include_pad,
                divisor,
            )
        ),
        node=f"AvgPool{k}DBackward0",
        samples=((sample, (2,) * k, (2,) * k, (3 - k,) * k, False, True, None),),
    )


avg_pool, avg_pool_3d = _averages(2, numbers(1, 2, 4, 4)), _averages(3, numbers(1, 1, 2, 4, 4))
avg_pool_backward: Function = op(
    "avg_pool2d_backward",
    lambda grad_output, sizes, kernel, stride, padding, ceil_mode, count_include_pad, divisor: (
        _avg_unpool(
            grad_output, sizes, kernel, stride, padding, ceil_mode, count_include_pad, divisor
        )
    ),
    grad_output=lambda grad, kernel, stride, padding, ceil_mode, count_include_pad, divisor: (
        avg_pool(grad, kernel, stride, padding, ceil_mode, count_include_pad, divisor)
    ),
    node="AvgPool2DBackwardBackward0",
)


def _adaptive_bounds(n: int, out: int) -> list[tuple[int, int]]:
    """Where each window starts and ends; they overlap where n does not divide."""
    return [(i * n // out, -(-(i + 1) * n // out)) for i in range(out)]


def _averaging(n: int, out: int, kind: Any) -> Any:
    """The matrix (out, n) that averages over the windows of one dimension."""
    matrix = xp.zeros((out, n), kind)
    for row, (start, end) in zip(matrix, _adaptive_bounds(n, out), strict=True):
        row[start:end] = 1 / (end - start)
    return matrix


def _adaptive_avg(input: Any, sizes: Sizes) -> Any:
    rows, columns = (
        _averaging(n, m, input.dtype) for n, m in zip(input.shape[-2:], sizes, strict=True)
    )
    return rows @ input @ columns.T


def _adaptive_avg_back(grad_output: Any, sizes: Sizes) -> Any:
    rows, columns = (
        _averaging(n, m, grad_output.dtype)
        for n, m in zip(sizes[-2:], grad_output.shape[-2:], strict=True)
    )
    return rows.T @ grad_output @ columns


adaptive_avg_pool: Function = op(
    "adaptive_avg_pool2d",
    lambda self, sizes: _adaptive_avg(self, sizes),
    self=lambda grad, self: adaptive_avg_pool_backward(grad, tuple(self.shape)),
    node="AdaptiveAvgPool2DBackward0",
    samples=((numbers(1, 2, 4, 5), (2, 3)),),
)
adaptive_avg_pool_backward: Function = op(
    "adaptive_avg_pool2d_backward",
    _adaptive_avg_back,
    grad_output=lambda grad, grad_output_sym_sizes: adaptive_avg_pool(
        grad, grad_output_sym_sizes[-2:]
    ),
    node="AdaptiveAvgPool2DBackwardBackward0",
    samples=((numbers(1, 2, 2, 3), (1, 2, 4, 5)),),
)


def _adaptive_max(self: Any, sizes: Sizes) -> tuple[Any, Any]:
    *lead, height, width = self.shape
    values = xp.empty((*lead, *sizes), self.dtype)
    indices = xp.empty((*lead, *sizes), "int64")
    for i, (top, bottom) in enumerate(_adaptive_bounds(height, sizes[0])):
        for j, (left, right) in enumerate(_adaptive_bounds(width, sizes[1])):
            window = self[..., top:bottom, left:right].reshape(*lead, -1)
            place = window.argmax(-1)
            row, column = xp.divmod(place, right - left)
            indices[..., i, j] = (row + top) * width + column + left
            values[..., i, j] = xp.take_along_axis(window, place[..., None], -1)[..., 0]
    return values, indices


adaptive_max_pool: Function = op(
    "adaptive_max_pool2d",
    lambda self, sizes: _adaptive_max(self, sizes),
    self=lambda grad, self, indices: max_pool_backward(grad, indices, tuple(self.shape), 2),
    outputs=("result", "indices"),
    node="AdaptiveMaxPool2DBackward0",
    samples=((numbers(1, 2, 4, 5), (2, 3)),),
)
