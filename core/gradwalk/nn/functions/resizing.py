"""torch.nn.functional: images in another size."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk.nn.functions import pooling
from gradwalk.ops.resize import UPSAMPLE

_DIMENSIONS = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5}


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
