"""torch.nn.functional: padding, interpolation, patches, pixel shuffles."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

from gradwalk.ops import conv
from gradwalk.ops.resize import (
    PAD,
    UPSAMPLE,
    channel_shuffle,
    col2im,
    im2col,
    pixel_shuffle,
    pixel_unshuffle,
)

__all__ = [
    "channel_shuffle",
    "fold",
    "interpolate",
    "pad",
    "pixel_shuffle",
    "pixel_unshuffle",
    "unfold",
    "upsample",
]
_DIMENSIONS = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}


# --- padding -------------------------------------------------------------------------------------


def pad(input: Any, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> Any:
    """More elements at the sides of the last dimensions, pairs (before, after) from the last."""
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
    if value is not None and value != 0:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    k, rank = len(pad) // 2, input.ndim
    if mode not in ("reflect", "replicate", "circular"):
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    if k > 3 or rank not in (k + 1, k + 2):
        raise NotImplementedError(
            f"Padding size {len(pad)} is not supported for {rank}D input tensor.\n"
            "Supported combinations for non-constant padding:\n"
            "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
            "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
            "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)"
        )
    if mode == "circular":
        return _circular(input, pad)
    if mode == "reflect":
        _check_reflection(input, pad)
    return PAD[mode, k](input, tuple(pad))


def _check_reflection(input: Any, pad: Sequence[int]) -> None:
    for i in range(len(pad) // 2):
        axis = input.ndim - 1 - i
        pair = (pad[2 * i], pad[2 * i + 1])
        if max(pair) >= input.shape[axis]:
            raise RuntimeError(
                f"Argument #{4 + 2 * i}: Padding size should be less than the corresponding input "
                f"dimension, but got: padding ({pair[0]}, {pair[1]}) at dimension {axis} of input "
                f"{list(input.shape)}"
            )


def _circular(input: Any, pad: Sequence[int]) -> Any:
    """Written slice by slice into an empty tensor, as PyTorch does: the node is CopySlices."""
    k, rank = len(pad) // 2, input.ndim
    sizes = list(input.shape)
    for i in range(k):
        axis = rank - 1 - i
        before, after = pad[2 * i], pad[2 * i + 1]
        if max(before, after) > input.shape[axis]:
            raise RuntimeError("Padding value causes wrapping around more than once.")
        sizes[axis] += before + after
    made = input.new_empty(sizes)
    inner: list[slice] = [slice(None)] * rank
    for i in range(k):
        axis = rank - 1 - i
        inner[axis] = slice(pad[2 * i], pad[2 * i] + input.shape[axis])
    made[tuple(inner)] = input
    for i in range(k):
        axis = rank - 1 - i
        before, after, n = pad[2 * i], pad[2 * i + 1], input.shape[axis]
        lead = (slice(None),) * axis
        if before:
            made[(*lead, slice(0, before))] = made[(*lead, slice(n, n + before))].clone()
        if after:
            end = before + n
            made[(*lead, slice(end, end + after))] = made[
                (*lead, slice(before, before + after))
            ].clone()
    return made


# --- interpolation -------------------------------------------------------------------------------


def interpolate(
    input: Any,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias: bool = False,
) -> Any:
    """The image in another size."""
    k = input.ndim - 2
    align = _check_align(mode, align_corners)
    sizes, scales = _sizes(input, size, scale_factor)
    if recompute_scale_factor and size is not None:
        raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
    if recompute_scale_factor or mode == "area":
        scales = None
    if antialias:
        raise NotImplementedError("interpolate(antialias=True) does not exist in gradwalk")
    if mode == "area" and k in (1, 2, 3):
        from gradwalk.nn.functions import pooling

        return getattr(pooling, f"adaptive_avg_pool{k}d")(input, sizes)
    if (mode, k) not in UPSAMPLE:
        raise _no_such_mode(mode, input.ndim)
    if any(n <= 0 for n in sizes):
        raise RuntimeError(
            "Input and output sizes should be greater than 0, but got input "
            f"(H: {input.shape[2]}, W: {input.shape[-1]}) output (H: {sizes[0]}, W: {sizes[-1]})"
        )
    return UPSAMPLE[mode, k](input, sizes, align, scales)


def _check_align(mode: str, align_corners: bool | None) -> bool:
    if mode in ("nearest", "area", "nearest-exact") and align_corners is not None:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear "
            "| bicubic | trilinear"
        )
    return bool(align_corners)


def _sizes(input: Any, size: Any, scale_factor: Any) -> tuple[tuple[int, ...], Any]:
    """The sizes wanted, and the scales they were given by."""
    k = input.ndim - 2
    if size is not None and scale_factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is not None:
        if isinstance(size, (tuple, list)):
            if len(size) != k:
                raise ValueError(
                    "Input and output must have the same number of spatial dimensions, but got "
                    f"input with spatial dimensions of {list(input.shape[2:])} and output size of "
                    f"{size}. Please provide input tensor in (N, C, d1, d2, ...,dK) format and "
                    "output size in (o1, o2, ...,oK) format."
                )
            return tuple(size), None
        return (size,) * k, None
    if scale_factor is None:
        raise ValueError("either size or scale_factor should be defined")
    if isinstance(scale_factor, (tuple, list)):
        if len(scale_factor) != k:
            raise ValueError(
                "Input and scale_factor must have the same number of spatial dimensions, but got "
                f"input with spatial dimensions of {list(input.shape[2:])} and scale_factor of "
                f"shape {scale_factor}. Please provide input tensor in (N, C, d1, d2, ...,dK) "
                "format and scale_factor in (s1, s2, ...,sK) format."
            )
        scales = tuple([float(each) for each in scale_factor])
    else:
        scales = (float(scale_factor),) * k
    return tuple([int(n * s) for n, s in zip(input.shape[2:], scales, strict=True)]), scales


def _no_such_mode(mode: str, rank: int) -> Exception:
    if mode in ("linear", "bilinear", "trilinear") and rank in (3, 4, 5):
        return NotImplementedError(
            f"Got {rank}D input, but {mode} mode needs {_DIMENSIONS[mode]}D input"
        )
    return NotImplementedError(
        f"Input Error: Only 3D, 4D and 5D input Tensors supported (got {rank}D) for the modes: "
        "nearest | linear | bilinear | bicubic | trilinear | lanczos | area | nearest-exact (got "
        f"{mode})"
    )


def upsample(
    input: Any,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
) -> Any:
    """The former name of interpolate."""
    warnings.warn(
        "`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.",
        stacklevel=2,
    )
    return interpolate(input, size, scale_factor, mode, align_corners)


# --- patches -------------------------------------------------------------------------------------


def _pair(value: Any) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else tuple(value)


def unfold(
    input: Any, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Any:
    """(n, c, h, w) -> (n, c * area of the kernel, places): each column is one patch."""
    return im2col(input, *[_pair(each) for each in (kernel_size, dilation, padding, stride)])


def fold(
    input: Any,
    output_size: Any,
    kernel_size: Any,
    dilation: Any = 1,
    padding: Any = 0,
    stride: Any = 1,
) -> Any:
    """The patches added up in an image of the given size."""
    sizes = [_pair(each) for each in (output_size, kernel_size, dilation, padding, stride)]
    return col2im(input, *sizes)
