"""Convolution and pooling of any number of spatial dimensions.

A convolution is linear in its input and in its weight, and so is each of its two gradients: three
ops whose rules are each other give derivatives of any order.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import numbers

Sizes = tuple[int, ...]


def _windows(array: Any, kernel: Sizes, stride: Sizes, dilation: Sizes) -> Any:
    """(n, c, *space) seen as (n, c, *out, *kernel), without a copy."""
    k = len(kernel)
    reach = tuple(d * (n - 1) + 1 for n, d in zip(kernel, dilation, strict=True))
    seen = xp.lib.stride_tricks.sliding_window_view(array, reach, tuple(range(-k, 0)))
    steps = tuple(slice(None, None, n) for n in (*stride, *dilation))
    return seen[(..., *steps)]


def _padded(array: Any, padding: Sizes, value: float = 0.0) -> Any:
    if not any(padding):
        return array
    around = ((0, 0), (0, 0), *((n, n) for n in padding))
    return xp.pad(array, around, constant_values=value)


def _groups(array: Any, groups: int, axis: int) -> list[Any]:
    return xp.split(array, groups, axis) if groups > 1 else [array]


def _conv(
    input: Any, weight: Any, stride: Sizes, padding: Sizes, dilation: Sizes, groups: int
) -> Any:
    k = input.ndim - 2
    seen = _windows(_padded(input, padding), weight.shape[2:], stride, dilation)
    axes = ([1, *range(2 + k, 2 + 2 * k)], [1, *range(2, 2 + k)])
    parts = [
        xp.moveaxis(xp.tensordot(x, w, axes), -1, 1)
        for x, w in zip(_groups(seen, groups, 1), _groups(weight, groups, 0), strict=True)
    ]
    return xp.ascontiguousarray(xp.concatenate(parts, 1))


def _offsets(kernel: Sizes) -> Any:
    return itertools.product(*(range(n) for n in kernel))


def _strided(offset: Sizes, out: Sizes, stride: Sizes, dilation: Sizes) -> tuple[slice, ...]:
    """Which elements of the padded input one element of the kernel meets."""
    return tuple(
        slice(i * d, i * d + s * (n - 1) + 1, s)
        for i, d, s, n in zip(offset, dilation, stride, out, strict=True)
    )


def _inner(array: Any, padding: Sizes) -> Any:
    cut = tuple(slice(p, n - p) for p, n in zip(padding, array.shape[2:], strict=True))
    return xp.ascontiguousarray(array[(slice(None), slice(None), *cut)])


def _input_grad(
    grad: Any,
    weight: Any,
    sizes: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    groups: int,
) -> Any:
    wide = tuple(n + 2 * p for n, p in zip(sizes[2:], padding, strict=True))
    whole = xp.zeros((*sizes[:2], *wide), grad.dtype)
    pairs = list(zip(_groups(grad, groups, 1), _groups(weight, groups, 0), strict=True))
    for offset in _offsets(weight.shape[2:]):
        where = _strided(offset, grad.shape[2:], stride, dilation)
        parts = [
            xp.moveaxis(xp.tensordot(g, w[(..., *offset)], ([1], [0])), -1, 1) for g, w in pairs
        ]
        whole[(slice(None), slice(None), *where)] += xp.concatenate(parts, 1)
    return _inner(whole, padding)


def _weight_grad(
    grad: Any,
    input: Any,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    groups: int,
) -> Any:
    k = input.ndim - 2
    padded = _padded(input, padding)
    pairs = list(zip(_groups(grad, groups, 1), _groups(padded, groups, 1), strict=True))
    axes = ([0, *range(2, 2 + k)], [0, *range(2, 2 + k)])
    columns = []
    for offset in _offsets(kernel):
        where = _strided(offset, grad.shape[2:], stride, dilation)
        parts = [xp.tensordot(g, x[(slice(None), slice(None), *where)], axes) for g, x in pairs]
        columns.append(xp.concatenate(parts, 0))  # (out channels, in channels / groups)
    stacked = xp.stack(columns, -1)
    return stacked.reshape(*stacked.shape[:2], *kernel)


conv_input_grad: Function = op(
    "conv_input_grad",
    lambda grad_output, weight, sizes, stride, padding, dilation, groups: _input_grad(
        grad_output, weight, sizes, stride, padding, dilation, groups
    ),
    grad_output=lambda grad, weight, stride, padding, dilation, groups: conv_plain(
        grad, weight, stride, padding, dilation, groups
    ),
    weight=lambda grad, grad_output, weight_sym_sizes, stride, padding, dilation, groups: (
        conv_weight_grad(grad_output, grad, weight_sym_sizes[2:], stride, padding, dilation, groups)
    ),
    node="ConvolutionBackward0",
)
conv_weight_grad: Function = op(
    "conv_weight_grad",
    lambda grad_output, input, kernel, stride, padding, dilation, groups: _weight_grad(
        grad_output, input, kernel, stride, padding, dilation, groups
    ),
    grad_output=lambda grad, input, stride, padding, dilation, groups: conv_plain(
        input, grad, stride, padding, dilation, groups
    ),
    input=lambda grad, grad_output, input_sym_sizes, stride, padding, dilation, groups: (
        conv_input_grad(grad_output, grad, input_sym_sizes, stride, padding, dilation, groups)
    ),
    node="ConvolutionBackward0",
)
conv_plain: Function = op(
    "conv_plain",
    _conv,
    input=lambda grad, weight, input_sym_sizes, stride, padding, dilation, groups: conv_input_grad(
        grad, weight, input_sym_sizes, stride, padding, dilation, groups
    ),
    weight=lambda grad, input, weight_sym_sizes, stride, padding, dilation, groups: (
        conv_weight_grad(grad, input, weight_sym_sizes[2:], stride, padding, dilation, groups)
    ),
    node="ConvolutionBackward0",
)


def _with_bias(result: Any, bias: Any) -> Any:
    return result if bias is None else result + bias.reshape(-1, *(1,) * (result.ndim - 2))


def _bias_grad(grad: Any) -> Any:
    return sum_dim(grad, (0, *range(2, len(grad.shape))))


convolution: Function = op(
    "convolution",
    lambda input, weight, bias, stride, padding, dilation, groups: _with_bias(
        _conv(input, weight, stride, padding, dilation, groups), bias
    ),
    input=lambda grad, weight, input_sym_sizes, stride, padding, dilation, groups: conv_input_grad(
        grad, weight, input_sym_sizes, stride, padding, dilation, groups
    ),
    weight=lambda grad, input, weight_sym_sizes, stride, padding, dilation, groups: (
        conv_weight_grad(grad, input, weight_sym_sizes[2:], stride, padding, dilation, groups)
    ),
    bias=lambda grad: _bias_grad(grad),
    samples=(
        (numbers(2, 2, 5), numbers(3, 2, 3, start=9), numbers(3), (1,), (1,), (1,), 1),
        (numbers(1, 2, 5, 4), numbers(2, 1, 2, 2), None, (2, 1), (1, 0), (1, 2), 2),
    ),
)


def _transposed_sizes(
    input: Any,
    weight: Any,
    stride: Sizes,
    padding: Sizes,
    output_padding: Sizes,
    dilation: Sizes,
    groups: int,
) -> Sizes:
    rows = zip(
        input.shape[2:], weight.shape[2:], stride, padding, output_padding, dilation, strict=True
    )
    space = tuple((n - 1) * s - 2 * p + d * (k - 1) + o + 1 for n, k, s, p, o, d in rows)
    return (input.shape[0], weight.shape[1] * groups, *space)


def _conv_transpose(
    input: Any,
    weight: Any,
    bias: Any,
    stride: Sizes,
    padding: Sizes,
    output_padding: Sizes,
    dilation: Sizes,
    groups: int,
) -> Any:
    sizes = _transposed_sizes(input, weight, stride, padding, output_padding, dilation, groups)
    return _with_bias(_input_grad(input, weight, sizes, stride, padding, dilation, groups), bias)


convolution_transpose: Function = op(
    "convolution_transpose",
    _conv_transpose,
    input=lambda grad, weight, stride, padding, dilation, groups: conv_plain(
        grad, weight, stride, padding, dilation, groups
    ),
    weight=lambda grad, input, weight_sym_sizes, stride, padding, dilation, groups: (
        conv_weight_grad(input, grad, weight_sym_sizes[2:], stride, padding, dilation, groups)
    ),
    bias=lambda grad: _bias_grad(grad),
    node="ConvolutionBackward0",
    samples=((numbers(1, 2, 3), numbers(2, 2, 3, start=9), numbers(2), (2,), (1,), (1,), (1,), 1),),
)


# --- pooling -------------------------------------------------------------------------------------


def _pool_sizes(
    shape: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes, ceil_mode: bool
) -> Sizes:
    out = []
    for n, k, s, p, d in zip(shape, kernel, stride, padding, dilation, strict=True):
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
    out = _pool_sizes(input.shape[-k:], kernel, stride, padding, dilation, ceil_mode)
    around = [(0, 0)] * (input.ndim - k)
    for n, size, s, p, d, m in zip(
        input.shape[-k:], kernel, stride, padding, dilation, out, strict=True
    ):
        around.append((p, max((m - 1) * s + d * (size - 1) + 1 - n - p, 0)))
    seen = _windows(xp.pad(input, around, constant_values=fill), kernel, stride, dilation)
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
    input=lambda grad, input_sym_sizes, kernel, indices: max_pool_backward(
        grad, indices, input_sym_sizes, len(kernel)
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
    for offset in _offsets(kernel):
        whole[(..., *_strided(offset, out, stride, (1,) * k))] += share
    cut = tuple(slice(p, p + n) for p, n in zip(padding, space, strict=True))
    return xp.ascontiguousarray(whole[(..., *cut)])


avg_pool: Function = op(
    "avg_pool2d",
    _avg_pool,
    input=lambda grad, input_sym_sizes, kernel, stride, padding, ceil_mode, count_include_pad, divisor: (  # noqa: E501 - one name each
        avg_pool_backward(
            grad, input_sym_sizes, kernel, stride, padding, ceil_mode, count_include_pad, divisor
        )
    ),
    node="AvgPool2DBackward0",
    samples=((numbers(1, 2, 4, 4), (2, 2), (2, 2), (1, 1), False, True, None),),
)
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
    self=lambda grad, self_sym_sizes: adaptive_avg_pool_backward(grad, self_sym_sizes),
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
    self=lambda grad, self_sym_sizes, indices: max_pool_backward(grad, indices, self_sym_sizes, 2),
    outputs=("result", "indices"),
    node="AdaptiveMaxPool2DBackward0",
    samples=((numbers(1, 2, 4, 5), (2, 3)),),
)


# --- padding -------------------------------------------------------------------------------------


def _pad(self: Any, pad: Sizes, value: Any = 0.0) -> Any:
    """`pad` names the last dimension first, as (before, after); negative numbers cut."""
    pairs = list(zip(pad[::2], pad[1::2], strict=True))
    full = [(0, 0)] * (self.ndim - len(pairs)) + pairs[::-1]
    cut = tuple(
        slice(max(-a, 0), n - max(-b, 0)) for (a, b), n in zip(full, self.shape, strict=True)
    )
    around = tuple((max(a, 0), max(b, 0)) for a, b in full)
    return xp.pad(self[cut], around, constant_values=value)


constant_pad_nd: Function = op(
    "constant_pad_nd",
    _pad,
    self=lambda grad, pad: constant_pad_nd(grad, tuple(-n for n in pad)),
    samples=((numbers(2, 3), (1, 2)), (numbers(2, 3), (1, -1, 0, 2), 5.0)),
)
