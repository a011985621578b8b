"""Images in another size: padding by picking, interpolation, patches as columns, pixel shuffles.

All of them are linear. Interpolation works along one dimension after the other, each time by a
matrix whose rows are the weights of one output element; the gradient goes by the transposes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import permute, reshape

_CUBIC = -0.75  # the parameter of the cubic kernel, as OpenCV has it


# --- interpolation -------------------------------------------------------------------------------
def _position(j: int, n: int, m: int, align: bool, scale: float | None) -> float:
    """Where output element j of m lies among n input elements."""
    if align:
        return j * (n - 1) / (m - 1) if m > 1 else 0.0
    step = 1.0 / scale if scale else n / m
    return step * (j + 0.5) - 0.5


def _nearest_row(j: int, n: int, m: int, exact: bool, scale: float | None) -> dict[int, float]:
    step = 1.0 / scale if scale else n / m
    return {min(math.floor((j + 0.5) * step if exact else j * step), n - 1): 1.0}


def _linear_row(j: int, n: int, m: int, align: bool, scale: float | None) -> dict[int, float]:
    at = max(_position(j, n, m, align, scale), 0.0)
    low = min(int(at), n - 1)
    high = min(low + 1, n - 1)
    weight = min(max(at - low, 0.0), 1.0)
    row = {low: 1.0 - weight}
    row[high] = row.get(high, 0.0) + weight
    return row


def _near(x: float) -> float:
    return ((_CUBIC + 2) * x - (_CUBIC + 3)) * x * x + 1


def _far(x: float) -> float:
    return ((_CUBIC * x - 5 * _CUBIC) * x + 8 * _CUBIC) * x - 4 * _CUBIC


def _cubic_row(j: int, n: int, m: int, align: bool, scale: float | None) -> dict[int, float]:
    at = _position(j, n, m, align, scale)
    low = math.floor(at)
    t = at - low
    row: dict[int, float] = {}
    for offset, weight in enumerate((_far(t + 1), _near(t), _near(1 - t), _far(2 - t)), -1):
        place = min(max(low + offset, 0), n - 1)
        row[place] = row.get(place, 0.0) + weight
    return row


_ROWS: dict[str, Any] = {
    "nearest": lambda j, n, m, align, scale: _nearest_row(j, n, m, False, scale),
    "nearest-exact": lambda j, n, m, align, scale: _nearest_row(j, n, m, True, scale),
    "linear": _linear_row,
    "cubic": _cubic_row,
}


def _weights(kind: str, n: int, m: int, align: bool, scale: float | None, dtype: Any) -> Any:
    """The matrix (m, n) of one dimension."""
    matrix = xp.zeros((m, n), dtype)
    for j in range(m):
        for place, weight in _ROWS[kind](j, n, m, align, scale).items():
            matrix[j, place] = weight
    return matrix


def _resized(
    array: Any, kind: str, sizes: Any, old: Any, align: bool, scales: Any, back: bool
) -> Any:
    """Along each spatial dimension by its matrix, or (`back`) by its transpose."""
    for i, (n, m) in enumerate(zip(old, sizes, strict=True)):
        scale = None if scales is None else scales[i]
        matrix = _weights(kind, n, m, align, scale, array.dtype)
        moved = xp.moveaxis(array, i + 2, -1)
        made = xp.matmul(moved, matrix if back else matrix.T)
        array = xp.moveaxis(made, -1, i + 2)
    return xp.ascontiguousarray(array)


def _upsampling(name: str, kind: str, samples: Any) -> Function:
    """An entry for one kind and number of dimensions, and one for its gradient."""
    backward: Function = op(
        f"{name}_backward",
        lambda grad, output_size, self_sym_sizes, align_corners, scale_factors: _resized(
            grad, kind, output_size, tuple(self_sym_sizes)[2:], align_corners, scale_factors, True
        ),
        grad=lambda grad, output_size, align_corners, scale_factors: forward(
            grad, output_size, align_corners, scale_factors
        ),
        node=_node(f"{name}_backward"),
    )
    forward: Function = op(
        name,
        lambda self, output_size, align_corners=False, scale_factors=None: _resized(
            self, kind, output_size, self.shape[2:], align_corners, scale_factors, False
        ),
        self=backward,
        node=_node(name),
        samples=samples,
    )
    return forward


def _node(name: str) -> str:
    words = "".join(word.capitalize() for word in name.split("_"))
    for k in "123":
        words = words.replace(k + "d", k + "D")
    return words + "Backward0"


_S = ((numbers(1, 2, 4), (3,)), (numbers(1, 1, 3), (6,)))
_IM = ((numbers(1, 2, 3, 3), (4, 2)),)
_V = ((numbers(1, 1, 2, 2, 2), (3, 1, 2)),)
UPSAMPLE: dict[tuple[str, int], Function] = {
    ("nearest", 1): _upsampling("upsample_nearest1d", "nearest", _S),
    ("nearest", 2): _upsampling("upsample_nearest2d", "nearest", _IM),
    ("nearest", 3): _upsampling("upsample_nearest3d", "nearest", _V),
    ("nearest-exact", 1): _upsampling("upsample_nearest_exact1d", "nearest-exact", _S),
    ("nearest-exact", 2): _upsampling("upsample_nearest_exact2d", "nearest-exact", _IM),
    ("nearest-exact", 3): _upsampling("upsample_nearest_exact3d", "nearest-exact", _V),
    ("linear", 1): _upsampling("upsample_linear1d", "linear", _S),
    ("bilinear", 2): _upsampling("upsample_bilinear2d", "linear", _IM),
    ("bicubic", 2): _upsampling("upsample_bicubic2d", "cubic", _IM),
    ("trilinear", 3): _upsampling("upsample_trilinear3d", "linear", _V),
}


# --- padding by picking --------------------------------------------------------------------------
def _reflected(p: int, n: int) -> int:
    return (n - 1) - abs((n - 1) - abs(p))


def _picked(array: Any, padding: Sequence[int], place: Any) -> Any:
    for i in range(len(padding) // 2):
        axis = array.ndim - 1 - i
        n = array.shape[axis]
        places = [place(p, n) for p in range(-padding[2 * i], n + padding[2 * i + 1])]
        array = xp.take(array, xp.array(places, dtype="int64"), axis=axis)
    return array


def _gathered(grad: Any, padding: Sequence[int], sizes: Any, place: Any) -> Any:
    """The gradient of _picked: what one element was copied to is added up."""
    for i in range(len(padding) // 2):
        axis = grad.ndim - 1 - i
        n = sizes[axis]
        rows = xp.moveaxis(grad, axis, 0)
        total = xp.zeros((n, *rows.shape[1:]), grad.dtype)
        for row, p in zip(rows, range(-padding[2 * i], n + padding[2 * i + 1]), strict=True):
            total[place(p, n)] += row
        grad = xp.moveaxis(total, 0, axis)
    return xp.ascontiguousarray(grad)


def _padding(name: str, k: int, place: Any) -> Function:
    backward: Function = op(
        f"{name}_pad{k}d_backward",
        lambda grad_output, self, padding: _gathered(grad_output, padding, self.shape, place),
        grad_output=lambda grad, padding: forward(grad, padding),
        self=lambda grad: zeros_like(grad),
        node=f"{name.capitalize()}Pad{k}DBackwardBackward0",
    )
    forward: Function = op(
        f"{name}_pad{k}d",
        lambda self, padding: _picked(self, padding, place),
        self=lambda grad, self, padding: backward(grad, self, padding),
        node=f"{name.capitalize()}Pad{k}DBackward0",
        samples=((numbers(1, *(2,) * (k - 1), 3), (1, 2, *(1,) * (2 * k - 2))),),
    )
    return forward


PAD: dict[tuple[str, int], Function] = {
    (mode, k): _padding(name, k, place)
    for mode, name, place in (
        ("reflect", "reflection", _reflected),
        ("replicate", "replication", lambda p, n: min(max(p, 0), n - 1)),
    )
    for k in (1, 2, 3)
}


# --- patches -------------------------------------------------------------------------------------
def _counts(sizes: Any, kernel: Any, dilation: Any, padding: Any, stride: Any) -> tuple[int, ...]:
    """How many places the kernel has along each dimension."""
    return tuple(
        [
            (n + 2 * p - d * (k - 1) - 1) // s + 1
            for n, k, d, p, s in zip(sizes, kernel, dilation, padding, stride, strict=True)
        ]
    )


def _windows(kernel: Any, dilation: Any, counts: Any, stride: Any) -> Any:
    """For each place in the kernel, the slices of the padded image that it sees."""
    for i in range(kernel[0]):
        for j in range(kernel[1]):
            starts = (i * dilation[0], j * dilation[1])
            yield (
                (i * kernel[1] + j),
                tuple(
                    [
                        slice(start, start + s * (c - 1) + 1, s)
                        for start, s, c in zip(starts, stride, counts, strict=True)
                    ]
                ),
            )


def _im2col(self: Any, kernel_size: Any, dilation: Any, padding: Any, stride: Any) -> Any:
    if self.ndim == 3:
        return _im2col(self[None], kernel_size, dilation, padding, stride)[0]
    n, channels, *sizes = self.shape
    counts = _counts(sizes, kernel_size, dilation, padding, stride)
    wide = xp.pad(self, ((0, 0), (0, 0), *((p, p) for p in padding)))
    made = xp.zeros((n, channels, kernel_size[0] * kernel_size[1], *counts), self.dtype)
    for k, (rows, columns) in _windows(kernel_size, dilation, counts, stride):
        made[:, :, k] = wide[:, :, rows, columns]
    return made.reshape(n, channels * made.shape[2], counts[0] * counts[1])


def _col2im(
    self: Any, output_size: Any, kernel_size: Any, dilation: Any, padding: Any, stride: Any
) -> Any:
    if self.ndim == 2:
        return _col2im(self[None], output_size, kernel_size, dilation, padding, stride)[0]
    n, rest, _ = self.shape
    area = kernel_size[0] * kernel_size[1]
    counts = _counts(output_size, kernel_size, dilation, padding, stride)
    columns = self.reshape(n, rest // area, area, *counts)
    height, width = (m + 2 * p for m, p in zip(output_size, padding, strict=True))
    wide = xp.zeros((n, rest // area, height, width), self.dtype)
    for k, (rows, cols) in _windows(kernel_size, dilation, counts, stride):
        wide[:, :, rows, cols] += columns[:, :, k]
    (p, q), (h, w) = padding, output_size
    return xp.ascontiguousarray(wide[:, :, p : p + h, q : q + w])


im2col: Function = op(
    "im2col",
    _im2col,
    self=lambda grad, self_sym_sizes, kernel_size, dilation, padding, stride: col2im(
        grad, tuple(self_sym_sizes)[-2:], kernel_size, dilation, padding, stride
    ),
    node="Im2ColBackward0",
    samples=((numbers(1, 2, 4, 4), (2, 2), (1, 1), (1, 0), (2, 1)),),
)
col2im: Function = op(
    "col2im",
    _col2im,
    self=lambda grad, kernel_size, dilation, padding, stride: im2col(
        grad, kernel_size, dilation, padding, stride
    ),
    node="Col2ImBackward0",
    samples=((numbers(1, 8, 4), (3, 3), (2, 2), (1, 1), (0, 0), (1, 1)),),
)


# --- pixels and channels -------------------------------------------------------------------------
def _shuffled(value: Any, r: int) -> Any:
    *lead, channels, h, w = tuple(value.shape)
    split = reshape(value, (*lead, channels // (r * r), r, r, h, w))
    k = len(lead)
    order = (*range(k), k, k + 3, k + 1, k + 4, k + 2)
    return reshape(permute(split, order), (*lead, channels // (r * r), h * r, w * r))


def _unshuffled(value: Any, r: int) -> Any:
    *lead, channels, h, w = tuple(value.shape)
    split = reshape(value, (*lead, channels, h // r, r, w // r, r))
    k = len(lead)
    order = (*range(k), k, k + 2, k + 4, k + 1, k + 3)
    return reshape(permute(split, order), (*lead, channels * r * r, h // r, w // r))


def _check_pixels(self: Any, r: int) -> None:
    if self.ndim < 3:
        raise RuntimeError(
            "pixel_shuffle expects input to have at least 3 dimensions, but got input with "
            f"{self.ndim} dimension(s)"
        )
    if self.shape[-3] % (r * r):
        raise RuntimeError(
            "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square "
            f"of upscale_factor, but input.size(-3)={self.shape[-3]} is not divisible by {r * r}"
        )


def _pixel_shuffle(self: Any, upscale_factor: int) -> Any:
    _check_pixels(self, upscale_factor)
    return xp.ascontiguousarray(_shuffled(self, upscale_factor))


def _pixel_unshuffle(self: Any, downscale_factor: int) -> Any:
    r = downscale_factor
    for name, n in (("height", self.shape[-2]), ("width", self.shape[-1])):
        if n % r:
            place = -2 if name == "height" else -1
            raise RuntimeError(
                f"pixel_unshuffle expects {name} to be divisible by downscale_factor, but "
                f"input.size({place})={n} is not divisible by {r}"
            )
    return xp.ascontiguousarray(_unshuffled(self, r))


pixel_shuffle: Function = op(
    "pixel_shuffle",
    _pixel_shuffle,
    self=lambda grad, upscale_factor: pixel_unshuffle(grad, upscale_factor),
    samples=((numbers(1, 4, 2, 2), 2),),
)
pixel_unshuffle: Function = op(
    "pixel_unshuffle",
    _pixel_unshuffle,
    self=lambda grad, downscale_factor: pixel_shuffle(grad, downscale_factor),
    samples=((numbers(1, 1, 4, 4), 2),),
)


def _channel_shuffle(self: Any, groups: int) -> Any:
    n, channels, *rest = self.shape
    if channels % groups:
        raise RuntimeError(
            "Number of channels must be divisible by groups. Got "
            f"{channels} channels and {groups} groups."
        )
    split = self.reshape(n, groups, channels // groups, *rest)
    return xp.ascontiguousarray(xp.swapaxes(split, 1, 2)).reshape(self.shape)


channel_shuffle: Function = op(
    "channel_shuffle",
    _channel_shuffle,
    self=lambda grad, groups, self_sym_sizes: channel_shuffle(grad, self_sym_sizes[1] // groups),
    samples=((numbers(1, 4, 2), 2),),
)
