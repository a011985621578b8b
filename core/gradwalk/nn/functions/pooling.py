"""torch.nn.functional: pooling."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gradwalk import creation
from gradwalk.named import named
from gradwalk.nn.functions.sizes import Size, each
from gradwalk.ops import dims, pool, reduce
from gradwalk.ops.shape import squeeze_dim, unsqueeze


def _strides(stride: Any, kernel: tuple[int, ...]) -> tuple[int, ...]:
    return kernel if stride is None or stride == [] else each(stride, len(kernel))


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
    if input.dim() not in (2, 3):
        raise RuntimeError(
            "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for "
            f"input, but got:{list(input.shape)}"
        )
    kernel = (1, *each(kernel_size, 1))
    step = (1, *_strides(stride, kernel[1:]))
    around, spread = (0, *each(padding, 1)), (1, *each(dilation, 1))
    found = pool.max_pool(unsqueeze(input, -2), kernel, step, around, spread, ceil_mode)
    values, indices = (squeeze_dim(part, -2) for part in found)
    return (values, indices) if return_indices else values


def _max_pool(k: int) -> Callable[..., Any]:
    def max_pool(
        input: Any,
        kernel_size: Size,
        stride: Any = None,
        padding: Size = 0,
        dilation: Size = 1,
        ceil_mode: bool = False,
        return_indices: bool = False,
    ) -> Any:
        kernel = each(kernel_size, k)
        steps = _strides(stride, kernel)
        if 0 in steps:
            raise RuntimeError("stride should not be zero")
        if input.dim() not in (k + 1, k + 2):
            wanted = f"{k + 1}D or {k + 2}D (batch mode)"
            raise RuntimeError(f"non-empty {wanted} tensor expected for input")
        sizes = (kernel, steps, each(padding, k), each(dilation, k))
        result = pool.max_pool(input, *sizes, ceil_mode)
        return result if return_indices else result[0]

    return named(max_pool, f"max_pool{k}d")


max_pool2d, max_pool3d = _max_pool(2), _max_pool(3)


def avg_pool1d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Any:
    """As PyTorch computes it: avg_pool2d of a single row."""
    if input.dim() not in (2, 3):
        raise RuntimeError(
            f"Expected 2 to 3 dimensions, but got {input.dim()}-dimensional tensor for argument #1 "
            "'self' (while checking arguments for avg_pool1d)"
        )
    kernel = (1, *each(kernel_size, 1))
    step = (1, *_strides(stride, kernel[1:]))
    around = (0, *each(padding, 1))
    row = unsqueeze(input, -2)
    result = pool.avg_pool(row, kernel, step, around, ceil_mode, count_include_pad, None)
    return squeeze_dim(result, -2)


def _avg_pool(k: int) -> Callable[..., Any]:
    def avg_pool(
        input: Any,
        kernel_size: Size,
        stride: Any = None,
        padding: Size = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> Any:
        dims.one(-k - 1, input.dim())  # PyTorch asks for the channels first
        kernel = each(kernel_size, k)
        sizes = (kernel, _strides(stride, kernel), each(padding, k))
        function = pool.avg_pool_3d if k == 3 else pool.avg_pool
        return function(input, *sizes, ceil_mode, count_include_pad, divisor_override)

    return named(avg_pool, f"avg_pool{k}d")


avg_pool2d, avg_pool3d = _avg_pool(2), _avg_pool(3)


def _adaptive_sizes(input: Any, output_size: Any, k: int) -> tuple[int, ...]:
    """The sizes wanted, None standing for the one that is there."""
    space = tuple(input.shape)[-k:]
    return tuple(n if m is None else m for n, m in zip(space, each(output_size, k), strict=True))


def adaptive_avg_pool1d(input: Any, output_size: Size) -> Any:
    size = each(output_size, 1)
    return squeeze_dim(pool.adaptive_avg_pool(unsqueeze(input, -2), (1, *size)), -2)


def adaptive_avg_pool2d(input: Any, output_size: Any) -> Any:
    sizes = _adaptive_sizes(input, output_size, 2)
    if sizes == (1, 1):
        return reduce.mean(input, (-1, -2), True)
    return pool.adaptive_avg_pool(input, sizes)


def adaptive_max_pool2d(input: Any, output_size: Any, return_indices: bool = False) -> Any:
    found = pool.adaptive_max_pool(input, _adaptive_sizes(input, output_size, 2))
    return found if return_indices else found[0]


def adaptive_max_pool1d(input: Any, output_size: Size, return_indices: bool = False) -> Any:
    found = pool.adaptive_max_pool(unsqueeze(input, -2), (1, *each(output_size, 1)))
    values, indices = (squeeze_dim(part, -2) for part in found)
    return (values, indices) if return_indices else values


def adaptive_avg_pool3d(input: Any, output_size: Any) -> Any:
    """As adaptive_avg_pool2d; a single cell is the mean."""
    sizes = _adaptive_sizes(input, output_size, 3)
    if sizes == (1, 1, 1):
        return reduce.mean(input, (-1, -2, -3), True)
    lead = tuple(input.shape[:-3])
    d, h, w = tuple(input.shape)[-3:]
    flat = pool.adaptive_avg_pool(input.reshape(*lead, d, h * w), (sizes[0], h * w))
    square = flat.reshape(*lead, sizes[0], h, w)
    return pool.adaptive_avg_pool(square, sizes[1:])


def _lp_pool(k: int, average: Callable[..., Any]) -> Callable[..., Any]:
    def lp_pool(
        input: Any, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False
    ) -> Any:
        """The p-norm of each window."""
        mean = average(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
        count = math.prod(each(kernel_size, k))
        return (mean.sign() * mean.abs().relu()).mul(count).pow(1.0 / norm_type)

    return named(lp_pool, f"lp_pool{k}d")


lp_pool1d, lp_pool2d = _lp_pool(1, avg_pool1d), _lp_pool(2, avg_pool2d)


def max_unpool2d(
    input: Any,
    indices: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    output_size: Any = None,
) -> Any:
    """The maxima back at their places, zeros elsewhere."""
    kernel, around = each(kernel_size, 2), each(padding, 2)
    step = kernel if stride is None else each(stride, 2)
    if output_size is None:
        triples = zip(input.shape[-2:], step, kernel, around, strict=True)
        size = [(n - 1) * s + k - 2 * p for n, s, k, p in triples]
    else:
        size = list(output_size[-2:])
    lead = tuple(input.shape[:-2])
    flat = creation.zeros(*lead, size[0] * size[1], dtype=input.dtype)
    places = indices.reshape(*lead, -1)
    return flat.scatter(-1, places, input.reshape(*lead, -1)).reshape(*lead, *size)
