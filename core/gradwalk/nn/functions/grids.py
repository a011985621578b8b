"""torch.nn.functional: images sampled along a grid, and grids of affine maps."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk.ops import grid_sample as ops

_MODES = ("bilinear", "nearest", "bicubic")
_PADDINGS = ("zeros", "border", "reflection")


def _aligned(align_corners: bool | None) -> bool:
    if align_corners is None:
        warnings.warn(
            "Default grid_sample and affine_grid behavior has changed to align_corners=False since "
            "1.3.0. Please specify align_corners=True if the old behavior is desired. See the "
            "documentation of grid_sample for details.",
            stacklevel=3,
        )
    return bool(align_corners)


def grid_sample(
    input: Any,
    grid: Any,
    mode: str = "bilinear",
    padding_mode: str = "zeros",
    align_corners: bool | None = None,
) -> Any:
    """Of images (N, C, H, W), or volumes, the values at the places of `grid` (N, h, w, 2).

    A place is (x, y) from -1 to 1. Raises ValueError for a mode that is none, RuntimeError for
    shapes that do not fit.
    """
    if mode not in _MODES:
        raise ValueError(
            "nn.functional.grid_sample(): expected mode to be 'bilinear', 'nearest' or 'bicubic', "
            f"but got: '{mode}'"
        )
    if padding_mode not in _PADDINGS:
        raise ValueError(
            "nn.functional.grid_sample(): expected padding_mode to be 'zeros', 'border', or "
            f"'reflection', but got: '{padding_mode}'"
        )
    aligned = _aligned(align_corners)
    _check(input, grid, mode)
    sampler = ops.grid_sampler_2d if input.dim() == 4 else ops.grid_sampler_3d
    return sampler(input, grid, _MODES.index(mode), _PADDINGS.index(padding_mode), aligned)


def _check(input: Any, grid: Any, mode: str) -> None:
    k, shapes = input.dim() - 2, (list(input.shape), list(grid.shape))
    both = f"input with sizes {shapes[0]} and grid with sizes {shapes[1]}"
    if input.shape[0] != grid.shape[0]:
        text = f"grid_sampler(): expected grid and input to have same batch size, but got {both}"
        raise RuntimeError(text)
    if grid.shape[-1] != k:
        raise RuntimeError(
            f"grid_sampler(): expected grid to have size {k} in last dimension, but got grid with "
            f"sizes {shapes[1]}"
        )
    for i, size in enumerate(input.shape[2:], 2):
        if not size:
            raise RuntimeError(
                "grid_sampler(): expected input to have non-empty spatial dimensions, but input "
                f"has sizes {shapes[0]} with dimension {i} being empty"
            )
    if k not in (2, 3) or grid.dim() != k + 2:
        raise RuntimeError(
            "grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but "
            f"got {both}"
        )
    if k == 3 and mode == "bicubic":
        raise RuntimeError("grid_sampler(): bicubic interpolation only supports 4D input")
    if not input.is_floating_point():
        text = f"\"grid_sampler_{k}d_cpu_kernel_impl\" not implemented for '{input.dtype.word}'"
        raise NotImplementedError(text)
    if input.dtype != grid.dtype:
        raise RuntimeError(f"expected scalar type {input.dtype.word} but found {grid.dtype.word}")


def affine_grid(theta: Any, size: Any, align_corners: bool | None = None) -> Any:
    """Where affine maps `theta` (N, 2, 3) or (N, 3, 4) take the places of images of `size`."""
    aligned = _aligned(align_corners)
    if not theta.is_floating_point():
        raise ValueError(f"Expected theta to have floating point type, but got {theta.dtype}")
    k = len(size) - 2
    if k not in (2, 3):
        raise NotImplementedError(
            "affine_grid only supports 4D and 5D sizes, for 2D and 3D affine transforms, "
            f"respectively. Got size {size}."
        )
    if theta.dim() != 3 or tuple(theta.shape[-2:]) != (k, k + 1):
        raise ValueError(
            f"Expected a batch of {k}D affine matrices of shape Nx{k}x{k + 1} for size {size}. "
            f"Got {theta.shape}."
        )
    if aligned and min(size[2:]) == 1:
        warnings.warn(
            "Since version 1.3.0, affine_grid behavior has changed for unit-size grids when "
            "align_corners=True. This is not an intended use case of affine_grid. See the "
            "documentation of affine_grid for details.",
            stacklevel=2,
        )
    elif min(size) <= 0:
        raise ValueError(f"Expected non-zero, positive output size. Got {size}")
    return ops.affine_grid_generator(theta, tuple(size), aligned)
