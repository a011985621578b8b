"""torch.nn.functional: convolutions, with or without a batch; padding and resizing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk import creation
from gradwalk.ops import conv
from gradwalk.ops.shape import squeeze_dim, unsqueeze

Size = int | Sequence[int]


# --- convolution ----------------------------------------------------------------------------------


def _each(value: Size, k: int) -> tuple[int, ...]:
    return (value,) * k if isinstance(value, int) else tuple(value)


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


def _check_conv(input: Any, weight: Any, groups: int) -> None:
    if input.shape[1] != weight.shape[1] * groups:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {list(weight.shape)}, expected "
            f"input{list(input.shape)} to have {weight.shape[1] * groups} channels, but got "
            f"{input.shape[1]} channels instead"
        )


def _check_kernel(input: Any, weight: Any, padding: Sequence[int], dilation: Sequence[int]) -> None:
    wide = [n + 2 * p for n, p in zip(input.shape[2:], padding, strict=True)]
    reach = [d * (n - 1) + 1 for n, d in zip(weight.shape[2:], dilation, strict=True)]
    if any(n < m for n, m in zip(wide, reach, strict=True)):
        size, kernel = (" x ".join(map(str, each)) for each in (wide, reach))
        raise RuntimeError(
            f"Calculated padded input size per channel: ({size}). Kernel size: ({kernel}). "
            "Kernel size can't be greater than actual input size"
        )


def _padding(padding: Any, kernel: Sequence[int], dilation: Sequence[int]) -> tuple[int, ...]:
    if padding == "valid":
        return (0,) * len(kernel)
    if padding == "same":
        return tuple(d * (n - 1) // 2 for n, d in zip(kernel, dilation, strict=True))
    return _each(padding, len(kernel))


def _conv(
    k: int,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Size,
    padding: Any,
    dilation: Size,
    groups: int,
) -> Any:
    batched, alone = _batched(input, k, f"conv{k}d")
    _check_conv(batched, weight, groups)
    spread = _each(dilation, k)
    around = _padding(padding, tuple(weight.shape[2:]), spread)
    _check_kernel(batched, weight, around, spread)
    result = conv.convolution(batched, weight, bias, _each(stride, k), around, spread, groups)
    return squeeze_dim(result, 0) if alone else result


def conv1d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Any = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Any:
    return _conv(1, input, weight, bias, stride, padding, dilation, groups)


def conv2d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Any = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Any:
    return _conv(2, input, weight, bias, stride, padding, dilation, groups)


def conv3d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Any = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Any:
    return _conv(3, input, weight, bias, stride, padding, dilation, groups)


def _conv_transpose(
    k: int,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Size,
    padding: Size,
    output_padding: Size,
    groups: int,
    dilation: Size,
) -> Any:
    batched, alone = _batched(input, k, f"conv_transpose{k}d")
    sizes = [_each(each, k) for each in (stride, padding, output_padding, dilation)]
    result = conv.convolution_transpose(batched, weight, bias, *sizes, groups)
    return squeeze_dim(result, 0) if alone else result


def conv_transpose1d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Size = 0,
    output_padding: Size = 0,
    groups: int = 1,
    dilation: Size = 1,
) -> Any:
    sizes = (stride, padding, output_padding, groups, dilation)
    return _conv_transpose(1, input, weight, bias, *sizes)


def conv_transpose2d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Size = 0,
    output_padding: Size = 0,
    groups: int = 1,
    dilation: Size = 1,
) -> Any:
    sizes = (stride, padding, output_padding, groups, dilation)
    return _conv_transpose(2, input, weight, bias, *sizes)


# --- padding and resizing -------------------------------------------------------------------------


def pad(input: Any, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> Any:
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * len(input.shape):
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input "
            f"dimension but got padding length {len(pad)} and input of dimension "
            f"{len(input.shape)}"
        )
    if mode == "constant":
        return conv.constant_pad_nd(input, tuple(pad), 0.0 if value is None else value)
    return _pad_by_index(input, pad, mode)


def _pad_by_index(input: Any, pad: Sequence[int], mode: str) -> Any:
    """Reflect, replicate and circular: each pads by picking elements along one dimension."""
    from gradwalk.ops.gather import index_select

    for i in range(len(pad) // 2):
        axis = input.ndim - 1 - i
        n = input.shape[axis]
        before, after = pad[2 * i], pad[2 * i + 1]
        places = range(-before, n + after)
        if mode == "replicate":
            picked = [min(max(p, 0), n - 1) for p in places]
        elif mode == "circular":
            picked = [p % n for p in places]
        elif mode == "reflect":
            picked = [(n - 1) - abs((n - 1) - abs(p)) for p in places]
        else:
            raise NotImplementedError(f"Unrecognised padding mode {mode}")
        input = index_select(input, axis, creation.tensor(picked))
    return input


def interpolate(
    input: Any,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
) -> Any:
    """Nearest neighbours only."""
    from gradwalk.ops.gather import index_select

    if mode != "nearest":
        raise NotImplementedError(f"interpolate(mode={mode!r}) does not exist in gradwalk yet")
    k = input.ndim - 2
    for i in range(k):
        n = input.shape[2 + i]
        if size is not None:
            wanted = _each(size, k)[i]
        else:
            factor = scale_factor if isinstance(scale_factor, (int, float)) else scale_factor[i]
            wanted = int(n * factor)
        places = [min(j * n // wanted, n - 1) for j in range(wanted)]
        input = index_select(input, 2 + i, creation.tensor(places))
    return input
