"""torch.nn.functional: pooling."""

from __future__ import annotations

from typing import Any

from gradwalk.nn.functions.convolution import Size, _each
from gradwalk.ops import pool, reduce
from gradwalk.ops.shape import squeeze_dim, unsqueeze

# --- pooling --------------------------------------------------------------------------------------


def _strides(stride: Any, kernel: tuple[int, ...]) -> tuple[int, ...]:
    return kernel if stride is None or stride == [] else _each(stride, len(kernel))


def _max_pool(
    k: int,
    input: Any,
    kernel_size: Size,
    stride: Any,
    padding: Size,
    dilation: Size,
    ceil_mode: bool,
    return_indices: bool,
) -> Any:
    kernel = _each(kernel_size, k)
    sizes = (kernel, _strides(stride, kernel), _each(padding, k), _each(dilation, k))
    result = pool.max_pool(input, *sizes, ceil_mode)
    return result if return_indices else result[0]


def max_pool1d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """As PyTorch computes it: max_pool2d of a single row."""
    kernel = (1, *_each(kernel_size, 1))
    step = (1, *_strides(stride, kernel[1:]))
    around, spread = (0, *_each(padding, 1)), (1, *_each(dilation, 1))
    found = pool.max_pool(unsqueeze(input, -2), kernel, step, around, spread, ceil_mode)
    values, indices = (squeeze_dim(each, -2) for each in found)
    return (values, indices) if return_indices else values


def max_pool2d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    options = (stride, padding, dilation, ceil_mode, return_indices)
    return _max_pool(2, input, kernel_size, *options)


def max_pool3d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    options = (stride, padding, dilation, ceil_mode, return_indices)
    return _max_pool(3, input, kernel_size, *options)


def avg_pool1d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Any:
    """As PyTorch computes it: avg_pool2d of a single row."""
    kernel = (1, *_each(kernel_size, 1))
    step = (1, *_strides(stride, kernel[1:]))
    around = (0, *_each(padding, 1))
    row = unsqueeze(input, -2)
    result = pool.avg_pool(row, kernel, step, around, ceil_mode, count_include_pad, None)
    return squeeze_dim(result, -2)


def avg_pool2d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Any:
    kernel = _each(kernel_size, 2)
    sizes = (kernel, _strides(stride, kernel), _each(padding, 2))
    return pool.avg_pool(input, *sizes, ceil_mode, count_include_pad, divisor_override)


def adaptive_avg_pool1d(input: Any, output_size: Size) -> Any:
    size = _each(output_size, 1)
    return squeeze_dim(pool.adaptive_avg_pool(unsqueeze(input, -2), (1, *size)), -2)


def adaptive_avg_pool2d(input: Any, output_size: Any) -> Any:
    sizes = _adaptive_sizes(input, output_size)
    if sizes == (1, 1):
        return reduce.mean(input, (-1, -2), True)
    return pool.adaptive_avg_pool(input, sizes)


def _adaptive_sizes(input: Any, output_size: Any) -> tuple[int, ...]:
    wanted = _each(output_size, 2)
    space = tuple(input.shape)[-2:]
    return tuple(n if m is None else m for n, m in zip(space, wanted, strict=True))


def adaptive_max_pool2d(input: Any, output_size: Any, return_indices: bool = False) -> Any:
    found = pool.adaptive_max_pool(input, _adaptive_sizes(input, output_size))
    return found if return_indices else found[0]


def adaptive_max_pool1d(input: Any, output_size: Size, return_indices: bool = False) -> Any:
    found = pool.adaptive_max_pool(unsqueeze(input, -2), (1, *_each(output_size, 1)))
    values, indices = (squeeze_dim(each, -2) for each in found)
    return (values, indices) if return_indices else values


def adaptive_avg_pool3d(input: Any, output_size: Any) -> Any:
    """As adaptive_avg_pool2d; a single cell is the mean."""
    sizes = tuple(
        n if m is None else m
        for n, m in zip(tuple(input.shape)[-3:], _each(output_size, 3), strict=True)
    )
    if sizes == (1, 1, 1):
        return reduce.mean(input, (-1, -2, -3), True)
    lead = tuple(input.shape[:-3])
    d, h, w = tuple(input.shape)[-3:]
    flat = pool.adaptive_avg_pool(input.reshape(*lead, d, h * w), (sizes[0], h * w))
    square = flat.reshape(*lead, sizes[0], h, w)
    return pool.adaptive_avg_pool(square, sizes[1:])


def avg_pool3d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Any:
    kernel = _each(kernel_size, 3)
    sizes = (kernel, _strides(stride, kernel), _each(padding, 3))
    return pool.avg_pool(input, *sizes, ceil_mode, count_include_pad, divisor_override)
