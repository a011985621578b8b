"""Convolution of any number of spatial dimensions, and padding.

A convolution is linear in its input and in its weight, and so is each of its two gradients: three
ops whose rules are each other give derivatives of any order.
"""

from __future__ import annotations

import itertools
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import numbers

Sizes = tuple[int, ...]


def windows_of(array: Any, kernel: Sizes, stride: Sizes, dilation: Sizes) -> Any:
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
    seen = windows_of(_padded(input, padding), weight.shape[2:], stride, dilation)
    axes = ([1, *range(2 + k, 2 + 2 * k)], [1, *range(2, 2 + k)])
    parts = [
        xp.moveaxis(xp.tensordot(x, w, axes), -1, 1)
        for x, w in zip(_groups(seen, groups, 1), _groups(weight, groups, 0), strict=True)
    ]
    return xp.ascontiguousarray(xp.concatenate(parts, 1))


def offsets(kernel: Sizes) -> Any:
    return itertools.product(*(range(n) for n in kernel))


def strided(offset: Sizes, out: Sizes, stride: Sizes, dilation: Sizes) -> tuple[slice, ...]:
    """Which elements of the padded input one element of the kernel meets."""
    return tuple(
        slice(i * d, i * d + s * (n - 1) + 1, s)
        for i, d, s, n in zip(offset, dilation, stride, out, strict=True)
    )


def _inner(array: Any, padding: Sizes) -> Any:
    cut = tuple(slice(p, n - p) for p, n in zip(padding, array.shape[2:], strict=True))
    return xp.ascontiguousarray(array[(slice(None), slice(None), *cut)])


def _input_grad(
    grad_output: Any,
    weight: Any,
    sizes: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    groups: int,
) -> Any:
    wide = tuple(n + 2 * p for n, p in zip(sizes[2:], padding, strict=True))
    whole = xp.zeros((*sizes[:2], *wide), grad_output.dtype)
    pairs = list(zip(_groups(grad_output, groups, 1), _groups(weight, groups, 0), strict=True))
    for offset in offsets(weight.shape[2:]):
        where = strided(offset, grad_output.shape[2:], stride, dilation)
        parts = [
            xp.moveaxis(xp.tensordot(g, w[(..., *offset)], ([1], [0])), -1, 1) for g, w in pairs
        ]
        whole[(slice(None), slice(None), *where)] += xp.concatenate(parts, 1)
    return _inner(whole, padding)


def _weight_grad(
    grad_output: Any,
    input: Any,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    groups: int,
) -> Any:
    k = input.ndim - 2
    padded = _padded(input, padding)
    pairs = list(zip(_groups(grad_output, groups, 1), _groups(padded, groups, 1), strict=True))
    axes = ([0, *range(2, 2 + k)], [0, *range(2, 2 + k)])
    columns = []
    for offset in offsets(kernel):
        where = strided(offset, grad_output.shape[2:], stride, dilation)
        parts = [xp.tensordot(g, x[(slice(None), slice(None), *where)], axes) for g, x in pairs]
        columns.append(xp.concatenate(parts, 0))  # (out channels, in channels / groups)
    stacked = xp.stack(columns, -1)
    return stacked.reshape(*stacked.shape[:2], *kernel)


conv_input_grad: Function = op(
    "conv_input_grad",
    _input_grad,
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
    _weight_grad,
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
    input=lambda grad, input, weight, stride, padding, dilation, groups: conv_input_grad(
        grad, weight, tuple(input.shape), stride, padding, dilation, groups
    ),
    weight=lambda grad, input, weight, stride, padding, dilation, groups: conv_weight_grad(
        grad, input, tuple(weight.shape)[2:], stride, padding, dilation, groups
    ),
    bias=lambda grad: _bias_grad(grad),
    samples=(
        (numbers(2, 2, 4), numbers(2, 2, 3, start=9), numbers(2), (1,), (1,), (1,), 1),
        (numbers(1, 2, 4, 3), numbers(2, 1, 2, 2), None, (2, 1), (1, 0), (1, 2), 2),
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


# --- padding --------------------------------------------------------------------------------------
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
