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


def _max_pool1d(
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
    if not return_indices and not input.is_floating_point():
        raise NotImplementedError(f"\"max_pool1d_impl\" not implemented for '{input.dtype.word}'")
    if not return_indices:
        _check_max_pool1d(input.shape[-1], kernel[1], step[1], around[1], spread[1], ceil_mode)
    found = pool.max_pool(unsqueeze(input, -2), kernel, step, around, spread, ceil_mode)
    values, indices = (squeeze_dim(part, -2) for part in found)
    return (values, indices) if return_indices else values


def _check_max_pool1d(
    n: int, kernel: int, stride: int, padding: int, dilation: int, ceil_mode: bool
) -> None:
    """What PyTorch refuses where nobody asks for places: max_pool1d is a kernel of its own then."""
    start, words = "max_pool1d() ", "must be greater than zero, but got"
    for what, value in (("kernel_size", kernel), ("stride", stride)):
        if value <= 0:
            raise RuntimeError(f"{start}{what} {words} {value}")
    if padding < 0:
        raise RuntimeError(f"{start}padding must be non-negative, but got {padding}")
    if padding > kernel // 2:
        sizes = f"padding={padding} and kernel_size={kernel}"
        raise RuntimeError(f"{start}padding should be at most half of kernel size, but got {sizes}")
    if dilation <= 0:
        raise RuntimeError(f"{start}dilation {words} {dilation}")
    span = n + 2 * padding - dilation * (kernel - 1) - 1 + (stride - 1) * ceil_mode
    if span // stride + 1 <= 0:
        raise RuntimeError(f"{start}Invalid computed output size: {span // stride + 1}")


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
        if input.dim() not in (k + 1, k + 2):
            wanted = f"{k + 1}D or {k + 2}D (batch mode)"
            raise RuntimeError(f"non-empty {wanted} tensor expected for input")
        sizes = (kernel, steps, each(padding, k), each(dilation, k))
        result = (pool.max_pool_3d if k == 3 else pool.max_pool)(input, *sizes, ceil_mode)
        return result if return_indices else result[0]

    return named(max_pool, f"_max_pool{k}d")  # so PyTorch calls it in errors


max_pool1d, max_pool2d, max_pool3d = _max_pool1d, _max_pool(2), _max_pool(3)


def _check_row(input: Any, function: str) -> None:
    if input.dim() not in (2, 3):
        raise RuntimeError(
            f"Expected 2 to 3 dimensions, but got {input.dim()}-dimensional tensor for argument #1 "
            f"'self' (while checking arguments for {function})"
        )


def avg_pool1d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Any:
    """As PyTorch computes it: avg_pool2d of a single row."""
    _check_row(input, "avg_pool1d")
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
        if divisor_override == 0:
            raise RuntimeError("divisor must be not zero")
        function = pool.avg_pool_3d if k == 3 else pool.avg_pool
        return function(input, *sizes, ceil_mode, count_include_pad, divisor_override)

    return named(avg_pool, f"avg_pool{k}d")


avg_pool2d, avg_pool3d = _avg_pool(2), _avg_pool(3)


def _adaptive_sizes(input: Any, output_size: Any, k: int) -> tuple[int, ...]:
    """The sizes wanted, None standing for the one that is there."""
    dims.one(-k, input.dim())
    space = tuple(input.shape)[-k:]
    return tuple(n if m is None else m for n, m in zip(space, each(output_size, k), strict=True))


def _check_space(input: Any, k: int, start: str) -> None:
    if input.dim() not in (k + 1, k + 2):
        wanted = f"{k + 1}D or {k + 2}D tensor, but got"
        raise RuntimeError(start.format(k=k, wanted=wanted) + f" {list(input.shape)}")


def adaptive_avg_pool1d(input: Any, output_size: Size) -> Any:
    _check_row(input, "adaptive_avg_pool1d")
    size = each(output_size, 1)
    if len(size) != 1:
        text = f"should contain one int (got {len(size)})"
        raise RuntimeError(f"adaptive_avg_pool1d() argument 'output_size' {text}")
    return squeeze_dim(adaptive_avg_pool2d(unsqueeze(input, -2), (1, *size)), -2)


def adaptive_avg_pool2d(input: Any, output_size: Any) -> Any:
    sizes = _adaptive_sizes(input, output_size, 2)
    if min(sizes) < 0:
        text = "elements of output_size must be greater than or equal to 0 but received"
        raise RuntimeError(f"adaptive_avg_pool2d: {text} {{{sizes[0]}, {sizes[1]}}}")
    if sizes == (1, 1):
        return reduce.mean(input, (-1, -2), True)
    _check_space(input, 2, "adaptive_avg_pool{k}d(): Expected {wanted}")
    return pool.adaptive_avg_pool(input, sizes)


def _adaptive_max_pool(k: int) -> Callable[..., Any]:
    def adaptive_max_pool(input: Any, output_size: Any, return_indices: bool = False) -> Any:
        sizes = _adaptive_sizes(input, output_size, k)
        _check_space(input, k, "adaptive_max_pool{k}d(): Expected {wanted}:")
        if k == 1:
            found = pool.ADAPTIVE_MAX_POOL[2](unsqueeze(input, -2), (1, *sizes))
            found = tuple(squeeze_dim(part, -2) for part in found)
        else:
            found = pool.ADAPTIVE_MAX_POOL[k](input, sizes)
        return found if return_indices else found[0]

    return named(adaptive_max_pool, f"_adaptive_max_pool{k}d")


adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = map(_adaptive_max_pool, (1, 2, 3))


def adaptive_avg_pool3d(input: Any, output_size: Any) -> Any:
    """As adaptive_avg_pool2d; a single cell is the mean."""
    sizes = _adaptive_sizes(input, output_size, 3)
    if sizes == (1, 1, 1):
        return reduce.mean(input, (-1, -2, -3), True)
    _check_space(input, 3, "adaptive_avg_pool{k}d(): Expected {wanted}")
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


lp_pool1d, lp_pool2d, lp_pool3d = (
    _lp_pool(k, average) for k, average in ((1, avg_pool1d), (2, avg_pool2d), (3, avg_pool3d))
)


def _unpool_sizes(
    input: Any, kernel: tuple[int, ...], step: Any, around: Any, output_size: Any
) -> tuple[int, ...]:
    """The sizes that a pooling of these windows may have come from, or those asked for."""
    k = len(kernel)
    rows = zip(tuple(input.shape)[-k:], step, kernel, around, strict=True)
    usual = tuple((n - 1) * s + size - 2 * p for n, s, size, p in rows)
    if output_size is None:
        return usual
    if len(output_size) not in (k, k + 2):
        raise ValueError(
            f"output_size should be a sequence containing {k} or {k + 2} elements, but it has a "
            f"length of '{len(output_size)}'"
        )
    wanted = output_size[-k:]
    for d, (n, m, s) in enumerate(zip(usual, wanted, step, strict=True)):
        if not n - s < m < n + s:
            raise ValueError(
                f'invalid output_size "{wanted}" (dim {d} must be between {n - s} and {n + s})'
            )
    return tuple(wanted)


def _max_unpool(k: int) -> Callable[..., Any]:
    def max_unpool(
        input: Any,
        indices: Any,
        kernel_size: Any,
        stride: Any = None,
        padding: Any = 0,
        output_size: Any = None,
    ) -> Any:
        """The maxima back at their places, zeros elsewhere."""
        kernel = each(kernel_size, k)
        step = kernel if stride is None else each(stride, k)
        sizes = _unpool_sizes(input, kernel, step, each(padding, k), output_size)
        if k == 1:
            column, places = unsqueeze(input, -1), unsqueeze(indices, -1)
            return squeeze_dim(pool.MAX_UNPOOL[2](column, places, (*sizes, 1)), -1)
        return pool.MAX_UNPOOL[k](input, indices, sizes)

    return named(max_unpool, f"max_unpool{k}d")


max_unpool1d, max_unpool2d, max_unpool3d = map(_max_unpool, (1, 2, 3))


def _fractional_max_pool(k: int) -> Callable[..., Any]:
    def fractional_max_pool(
        input: Any,
        kernel_size: Any,
        output_size: Any = None,
        output_ratio: Any = None,
        return_indices: bool = False,
        _random_samples: Any = None,
    ) -> Any:
        """The largest of windows at random steps (Graham 2014)."""
        if output_size is None and output_ratio is None:
            raise ValueError(
                f"fractional_max_pool{k}d requires specifying either an output_size or an "
                "output_ratio"
            )
        space = tuple(input.shape)[-k:]
        if output_size is None:
            ratios = (output_ratio,) * k if isinstance(output_ratio, float) else output_ratio
            output_size = tuple(int(n * ratio) for n, ratio in zip(space, ratios, strict=True))
        if _random_samples is None:
            batch = 1 if input.dim() == k + 1 else input.shape[0]
            _random_samples = creation.rand(batch, input.size(-k - 1), k, dtype=input.dtype)
        sizes = (each(kernel_size, k), each(output_size, k))
        found = pool.FRACTIONAL_MAX_POOL[k](input, *sizes, _random_samples)
        return found if return_indices else found[0]

    return named(fractional_max_pool, f"_fractional_max_pool{k}d")


fractional_max_pool2d, fractional_max_pool3d = map(_fractional_max_pool, (2, 3))
