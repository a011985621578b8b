"""Images looked at where a grid says: `grid_sample`, and the grids of affine maps.

A sample is a weighted sum of the elements around a place: the weights of each axis are polynomials
of how far the place is from the element before it. So the derivative by the place is a sample too,
with the polynomials' derivatives for weights; `orders` says which derivative along which axis.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.join import stack_op
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import numbers

ZEROS, BORDER, REFLECTION = range(3)
BICUBIC = 2
_A = -0.75  # the parameter of the cubic kernel, as OpenCV has it
# by mode, for each element around: where it is, and the polynomial, lowest power first
_TAPS: tuple[tuple[tuple[int, tuple[float, ...]], ...], ...] = (
    ((0, (1, -1)), (1, (0, 1))),  # bilinear
    ((0, (1,)),),  # nearest
    (
        (-1, (0, _A, -2 * _A, _A)),
        (0, (1, 0, -(_A + 3), _A + 2)),
        (1, (0, -_A, 2 * _A + 3, -(_A + 2))),
        (2, (0, 0, _A, -_A)),
    ),
)
Settings = tuple[int, int, bool]  # mode, padding, and whether -1 and 1 are the corners' centres


def _reflected(x: Any, size: int, align: bool) -> tuple[Any, Any]:
    """Places mirrored into the image at its borders, and by which sign each now moves."""
    low, span = (0.0, size - 1.0) if align else (-0.5, float(size))
    if not span:
        return x * 0, x * 0
    away = xp.abs(x - low)
    turns = xp.floor(away / span)
    rest = away - turns * span
    odd = turns % 2 == 1
    sign = xp.where(x < low, -1.0, 1.0) * xp.where(odd, -1.0, 1.0)
    return xp.where(odd, span - rest, rest) + low, sign


def _padded(x: Any, size: int, padding: int, align: bool) -> tuple[Any, Any]:
    """Places brought into the image, and how fast they move with what was given."""
    sign = xp.ones_like(x)
    if padding == REFLECTION:
        x, sign = _reflected(x, size, align)
    if padding != ZEROS:
        sign = sign * ((x > 0) & (x < size - 1))
        x = xp.clip(x, 0, size - 1)
    return x, sign


def _along(
    places: Any, size: int, settings: Settings, order: int
) -> tuple[list[tuple[Any, Any]], Any]:
    """Along one axis: indices and weights (0 outside) of the elements around; the slope's part."""
    mode, padding, align = settings
    slope = (size - 1) / 2 if align else size / 2
    x = (places + 1) * slope - (0 if align else 0.5)
    if mode != BICUBIC:
        x, sign = _padded(x, size, padding, align)
        slope = slope * sign
    base = xp.rint(x) if mode == 1 else xp.floor(x)
    away, taps = x - base, []
    for offset, powers in _TAPS[mode]:
        for _ in range(order):
            powers = tuple(i * each for i, each in enumerate(powers))[1:]
        weight = powers[-1] if powers else 0.0
        for each in powers[-2::-1]:
            weight = weight * away + each
        at = base + offset
        if mode == BICUBIC:
            at, _ = _padded(at, size, padding, align)
        inside = (at >= 0) & (at < size)
        taps.append((xp.where(inside, at, 0).astype("int64"), weight * inside))
    return taps, slope**order


def _taps(
    grid: Any, sizes: tuple[int, ...], settings: Settings, orders: tuple[int, ...]
) -> tuple[list[tuple[Any, Any]], Any]:
    """Places in a flat image and weights of all elements around, and the slope: (N, 1, M) each."""
    k, shape, taps = grid.shape[-1], (grid.shape[0], 1, -1), []
    axes = [  # the grid has x first, which is the last axis
        _along(grid[..., k - 1 - i], sizes[2 + i], settings, orders[k - 1 - i]) for i in range(k)
    ]
    for each in itertools.product(*[axis for axis, _ in axes]):
        flat: Any = 0
        for (at, _), size in zip(each, sizes[2:], strict=True):
            flat = flat * size + at
        weight = math.prod([share for _, share in each], start=xp.ones_like(grid[..., 0]))
        taps.append((flat.reshape(shape), weight.reshape(shape)))
    slope = math.prod([slope for _, slope in axes], start=xp.ones_like(grid[..., 0]))
    return taps, slope.reshape(shape)


def _corner(sizes: tuple[int, ...]) -> tuple[Any, Any]:
    """Index arrays of batch and channel."""
    return xp.arange(sizes[0]).reshape(-1, 1, 1), xp.arange(sizes[1]).reshape(1, -1, 1)


def _sample(input: Any, grid: Any, settings: Settings, orders: tuple[int, ...]) -> Any:
    sizes = tuple(input.shape)
    shape = (*sizes[:2], *grid.shape[1:-1])
    flat, made = input.reshape((*sizes[:2], -1)), xp.zeros(shape, input.dtype)
    made = made.reshape((*sizes[:2], -1))
    taps, slope = _taps(grid, sizes, settings, orders)
    for places, weight in taps:
        made = made + flat[(*_corner(sizes), places)] * weight
    return (made * slope).astype(input.dtype).reshape(shape)


def _spread(
    grad: Any, grid: Any, sizes: tuple[int, ...], settings: Settings, orders: tuple[int, ...]
) -> Any:
    made = xp.zeros(sizes, grad.dtype).reshape((*sizes[:2], -1))
    taps, slope = _taps(grid, sizes, settings, orders)
    rows = grad.reshape((*sizes[:2], -1)) * slope
    for places, weight in taps:
        xp.add.at(made, (*_corner(sizes), places), (rows * weight).astype(grad.dtype))
    return made.reshape(sizes)


def _by_place(grad: Any, input: Any, grid: Any, settings: Settings, orders: tuple[int, ...]) -> Any:
    """The gradient for the grid: of each axis, grad times the derivative along it, by channels."""
    parts = []
    for i in range(len(orders)):
        further = tuple(n + (i == j) for j, n in enumerate(orders))
        parts.append(sum_dim(grad * sampled(input, grid, settings, further), (1,)))
    return stack_op(tuple(parts), -1)


sampled: Function = op(
    "grid_sampled",
    lambda input, grid, settings, orders: _sample(input, grid, settings, orders),
    input=lambda grad, grid, input_sym_sizes, settings, orders: spread(
        grad, grid, input_sym_sizes, settings, orders
    ),
    grid=lambda grad, input, grid, settings, orders: _by_place(grad, input, grid, settings, orders),
    node="GridSampler2DBackward0",
    samples=(
        (numbers(1, 1, 3, 2), numbers(1, 1, 2, 2, low=-0.9, high=0.9), (2, 0, False), (1, 0)),
    ),
)
spread: Function = op(
    "grid_sample_backward",
    lambda self, grid, sizes, settings, orders: _spread(self, grid, sizes, settings, orders),
    self=lambda grad, grid, settings, orders: sampled(grad, grid, settings, orders),
    grid=lambda grad, grid, settings, orders, self: _by_place(self, grad, grid, settings, orders),
    node="GridSampler2DBackwardBackward0",
)


def _sampler(k: int) -> Function:
    """The sampler of k spatial dimensions."""
    none = (0,) * k
    return op(
        f"grid_sampler_{k}d",
        lambda input, grid, interpolation_mode, padding_mode, align_corners: _sample(
            input, grid, (interpolation_mode, padding_mode, align_corners), none
        ),
        input=lambda grad, input, grid, interpolation_mode, padding_mode, align_corners: spread(
            grad, grid, tuple(input.shape), (interpolation_mode, padding_mode, align_corners), none
        ),
        grid=lambda grad, input, grid, interpolation_mode, padding_mode, align_corners: _by_place(
            grad, input, grid, (interpolation_mode, padding_mode, align_corners), none
        ),
        node=f"GridSampler{k}DBackward0",
        samples=(
            (
                numbers(1, 4 - k, *(2,) * k),  # one of 3 dimensions costs much to check
                numbers(1, *(1,) * (k - 1), 4 - k, k, low=-0.9, high=0.9),
                0,
                ZEROS,
                False,
            ),
        ),
    )


grid_sampler_2d, grid_sampler_3d = _sampler(2), _sampler(3)


def _base_grid(sizes: tuple[int, ...], align: bool, dtype: Any) -> Any:
    """The places of the elements of an image, and a 1: (all of them, k + 1), x first."""
    axes = []
    for size in sizes[2:]:
        line = xp.linspace(-1, 1, size) if size > 1 else xp.zeros(1)
        axes.append(line if align else line * (size - 1) / size)
    grids = xp.meshgrid(*axes, indexing="ij")
    places = [*reversed(grids), xp.ones_like(grids[0])]
    return xp.stack(places, -1).reshape(-1, len(places)).astype(dtype)


def _affine(theta: Any, size: tuple[int, ...], align: bool) -> Any:
    base = _base_grid(size, align, theta.dtype)
    return (base @ theta.swapaxes(1, 2)).reshape(size[0], *size[2:], len(size) - 2)


def _affine_back(grad: Any, size: tuple[int, ...], align: bool) -> Any:
    base = _base_grid(size, align, grad.dtype)
    return grad.reshape(size[0], -1, len(size) - 2).swapaxes(1, 2) @ base


affine_grid_generator: Function = op(
    "affine_grid_generator",
    lambda theta, size, align_corners: _affine(theta, size, align_corners),
    theta=lambda grad, size, align_corners: affine_grid_backward(grad, size, align_corners),
    samples=((numbers(2, 2, 3), (2, 1, 2, 3), False), (numbers(1, 3, 4), (1, 1, 2, 2, 2), True)),
)
affine_grid_backward: Function = op(
    "affine_grid_generator_backward",
    lambda grad, size, align_corners: _affine_back(grad, size, align_corners),
    grad=lambda grad, size, align_corners: affine_grid_generator(grad, size, align_corners),
    node="AffineGridGeneratorBackward0",
)
