"""torch.nn.functional: convolutions, with or without a batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import errors
from gradwalk.named import named
from gradwalk.nn.functions.sizes import Size, each
from gradwalk.ops import conv
from gradwalk.ops.shape import squeeze_dim, unsqueeze

_UNEVEN = (
    "Using padding='same' with even kernel lengths and odd dilation may require a zero-padded copy "
    "of the input be created"
)


def _batched(input: Any, k: int, name: str) -> tuple[Any, bool]:
    """The input with a batch dimension, and whether it lacked one."""
    if input.ndim == k + 1:
        return unsqueeze(input, 0), True
    if input.ndim != k + 2:
        raise RuntimeError(
            f"Expected {k + 1}D (unbatched) or {k + 2}D (batched) input to {name}, but got input "
            f"of size: {list(input.shape)}"
        )
    return input, False


def _check_dimensions(input: Any, weight: Any, groups: int, stride: Sequence[int]) -> None:
    if groups <= 0:
        raise RuntimeError("non-positive groups is not supported")
    if weight.ndim < 3:
        raise RuntimeError("weight should have at least three dimensions")
    if weight.ndim - 2 < len(stride):
        raise RuntimeError(
            f"expected stride to be a single integer value or a list of {weight.ndim - 2} values "
            f"to match the convolution dimensions, but got stride={list(stride)}"
        )
    if weight.ndim != input.ndim:
        raise RuntimeError(
            f"Expected {weight.ndim}-dimensional input for {weight.ndim}-dimensional weight "
            f"{list(weight.shape)}, but got {input.ndim}-dimensional input of size "
            f"{list(input.shape)} instead"
        )


def _check_conv(
    input: Any, weight: Any, bias: Any, groups: int, stride: Sequence[int], *, transposed: bool
) -> None:
    _check_dimensions(input, weight, groups, stride)
    sizes = list(weight.shape)
    expected = f"Given groups={groups}, expected weight to be"
    if groups > sizes[0]:
        raise RuntimeError(
            f"{expected} at least {groups} at dimension 0, but got weight of size {sizes} instead"
        )
    if sizes[0] % groups:  # PyTorch prints the sizes so here
        raise RuntimeError(
            f"{expected} divisible by {groups} at dimension 0, but got weight of size [{sizes}] "
            "instead"
        )
    given, start = f"groups={groups}, ", ""
    wanted, out = weight.shape[1] * groups, weight.shape[0]
    if transposed:
        given = start = "transposed=1, "
        wanted, out = weight.shape[0], weight.shape[1] * groups
    shown = f"weight of size {sizes}, expected"
    if input.shape[1] != wanted:
        raise RuntimeError(
            f"Given {given}{shown} input{list(input.shape)} to have {wanted} channels, but got "
            f"{input.shape[1]} channels instead"
        )
    if bias is not None and tuple(bias.shape) != (out,):
        raise RuntimeError(
            f"Given {start}{shown} bias to be 1-dimensional with {out} elements, but got bias of "
            f"size {list(bias.shape)} instead"
        )


def _check_steps(padding: Sequence[int], stride: Sequence[int], dilation: Sequence[int]) -> None:
    if min(padding, default=0) < 0:
        raise RuntimeError("negative padding is not supported")
    if min(stride) <= 0:
        raise RuntimeError("non-positive stride is not supported")
    if min(dilation) <= 0:
        sizes = [1, *dilation] if len(dilation) == 1 else list(dilation)
        raise RuntimeError(f"dilation should be greater than zero, but got {sizes}")


def _check_type(input: Any, weight: Any) -> None:
    if 0 in weight.shape[2:] and weight.ndim < 5:
        height, width = (1, *weight.shape[2:])[-2:]
        sizes = f"kernel_height: {height} kernel_width: {width}"
        raise RuntimeError(f"kernel size should be greater than zero, but got {sizes}")
    if input.dtype is not weight.dtype and input.numel():
        kinds = f"{input.dtype.word} but found {weight.dtype.word}"
        raise RuntimeError(f"expected scalar type {kinds}")


def _check_kernel(input: Any, weight: Any, padding: Sequence[int], dilation: Sequence[int]) -> None:
    wide = [n + 2 * p for n, p in zip(input.shape[2:], padding, strict=True)]
    reach = [d * (n - 1) + 1 for n, d in zip(weight.shape[2:], dilation, strict=True)]
    if any(n < m for n, m in zip(wide, reach, strict=True)):
        size, kernel = (" x ".join(map(str, lengths)) for lengths in (wide, reach))
        raise RuntimeError(
            f"Calculated padded input size per channel: ({size}). Kernel size: ({kernel}). "
            "Kernel size can't be greater than actual input size"
        )


def _around(
    input: Any, padding: Any, kernel: Sequence[int], dilation: Sequence[int], stride: Sequence[int]
) -> tuple[Any, tuple[int, ...]]:
    """How many zeros stand on each side; where one side has more, the input has them already."""
    if not isinstance(padding, str):
        return input, each(padding, len(kernel))
    if padding not in ("same", "valid"):
        raise RuntimeError(f"Invalid padding string: {padding!r}")
    if padding == "valid":
        return input, (0,) * len(kernel)
    if any(n != 1 for n in stride):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    totals = [d * (n - 1) for n, d in zip(kernel, dilation, strict=True)]
    if any(n % 2 for n in totals):
        errors.warn_once(_UNEVEN)
        more = [n for total in reversed(totals) for n in (0, total % 2)]
        input = conv.constant_pad_nd(input, tuple(more), 0.0)
    return input, tuple(n // 2 for n in totals)


def _convolution(k: int) -> Callable[..., Any]:
    """conv1d, conv2d or conv3d: that of k dimensions."""
    name = f"conv{k}d"

    def convolution(
        input: Any,
        weight: Any,
        bias: Any = None,
        stride: Size = 1,
        padding: Any = 0,
        dilation: Size = 1,
        groups: int = 1,
    ) -> Any:
        if bias is not None and bias.dtype is not input.dtype:
            kinds = f"Input type ({input.dtype.c_name}) and bias type ({bias.dtype.c_name})"
            raise RuntimeError(f"{kinds} should be the same")
        batched, alone = _batched(input, k, name)
        kernel, step, spread = tuple(weight.shape[2:]), each(stride, k), each(dilation, k)
        _check_steps(() if isinstance(padding, str) else each(padding, k), step, spread)
        _check_conv(batched, weight, bias, groups, step, transposed=False)
        batched, around = _around(batched, padding, kernel, spread, step)
        _check_kernel(batched, weight, around, spread)
        _check_type(batched, weight)
        result = conv.convolution(batched, weight, bias, step, around, spread, groups)
        return squeeze_dim(result, 0) if alone else result

    return named(convolution, name)


def _transposed(k: int) -> Callable[..., Any]:
    """conv_transpose1d, 2d or 3d: that of k dimensions."""
    name = f"conv_transpose{k}d"

    def convolution(
        input: Any,
        weight: Any,
        bias: Any = None,
        stride: Size = 1,
        padding: Size = 0,
        output_padding: Size = 0,
        groups: int = 1,
        dilation: Size = 1,
    ) -> Any:
        batched, alone = _batched(input, k, name)
        sizes = [each(size, k) for size in (stride, padding, output_padding, dilation)]
        _check_steps(sizes[1], sizes[0], sizes[3])
        _check_conv(batched, weight, bias, groups, sizes[0], transposed=True)
        _check_type(batched, weight)
        result = conv.convolution_transpose(batched, weight, bias, *sizes, groups)
        return squeeze_dim(result, 0) if alone else result

    return named(convolution, name)


conv1d, conv2d, conv3d = _convolution(1), _convolution(2), _convolution(3)
conv_transpose1d, conv_transpose2d, conv_transpose3d = (
    _transposed(1),
    _transposed(2),
    _transposed(3),
)
