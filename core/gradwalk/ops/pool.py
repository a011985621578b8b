"""Pooling of any number of spatial dimensions: the largest or the mean of each window."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import xp
from gradwalk.dtypes import of
from gradwalk.op import Function, op
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.conv import Sizes, offsets, strided, windows_of
from gradwalk.ops.samples import numbers


# --- pooling --------------------------------------------------------------------------------------
def _by(sizes: Sizes) -> str:
    return "x".join(map(str, sizes))


def _check_windows(kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes) -> None:
    """What PyTorch refuses of windows, in its order."""
    if 0 in stride:
        raise RuntimeError("stride should not be zero")
    for k, p, d in zip(kernel, padding, dilation, strict=True):
        if p < 0:
            raise RuntimeError(f"pad must be non-negative, but got pad: {p}")
        if p * 2 > max((k - 1) * d + 1, 0):
            text = f"pad={p}, kernel_size={k} and dilation={d}"
            text = f"pad should be at most half of effective kernel size, but got {text}"
            raise RuntimeError(text)
    named = (("kernel size", "k{}", kernel), ("stride", "d{}", stride))
    for what, short, sizes in (*named, ("dilation", "dilation{}", dilation)):
        if min(sizes) <= 0:
            axes = zip("THW"[-len(sizes) :], sizes, strict=True)
            shown = " ".join(f"{short.format(axis)}: {n}" for axis, n in axes)
            raise RuntimeError(f"{what} should be greater than zero, but got {shown}")


def _pool_sizes(
    shape: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes, ceil_mode: bool
) -> Sizes:
    _check_windows(kernel, stride, padding, dilation)
    out: list[int] = []
    space = shape[-len(kernel) :]
    for n, k, s, p, d in zip(space, kernel, stride, padding, dilation, strict=True):
        span = n + 2 * p - d * (k - 1) - 1
        count = (-(-span // s) if ceil_mode else span // s) + 1
        if ceil_mode and (count - 1) * s >= n + p:
            count -= 1
        out.append(count)
    if min(out) < 1:
        text = " Calculated output size: ({}). Output size is too small"
        given = shape[-len(out) - 1 :]
        made = (*given[: -len(out)], *(max(n, 0) for n in out))
        raise RuntimeError(f"Given input size: ({_by(given)})." + text.format(_by(made)))
    return tuple(out)


def _pool_windows(
    input: Any,
    kernel: Sizes,
    stride: Sizes,
    padding: Sizes,
    dilation: Sizes,
    ceil_mode: bool,
    fill: float,
) -> Any:
    """The windows (..., *out, *kernel) of the last dimensions, padded with `fill`."""
    k = len(kernel)
    out = _pool_sizes(input.shape, kernel, stride, padding, dilation, ceil_mode)
    around = [(0, 0)] * (input.ndim - k)
    for n, size, s, p, d, m in zip(
        input.shape[-k:], kernel, stride, padding, dilation, out, strict=True
    ):
        around.append((p, max((m - 1) * s + d * (size - 1) + 1 - n - p, 0)))
    seen = windows_of(xp.pad(input, around, constant_values=fill), kernel, stride, dilation)
    return seen[(..., *(slice(n) for n in out), *(slice(None),) * k)]


def _max_pool(
    self: Any, kernel_size: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes, ceil_mode: bool
) -> tuple[Any, Any]:
    k = len(kernel_size)
    low = -math.inf if self.dtype.kind == "f" else xp.iinfo(self.dtype).min
    seen = _pool_windows(self, kernel_size, stride, padding, dilation, ceil_mode, low)
    flat = seen.reshape(*seen.shape[:-k], -1)
    places = flat.argmax(-1)
    values = xp.take_along_axis(flat, places[..., None], -1)[..., 0]
    return values, _input_places(places, self.shape[-k:], kernel_size, stride, padding, dilation)


def _input_places(
    places: Any, space: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, dilation: Sizes
) -> Any:
    """Positions within windows, as positions in the flattened space of the input."""
    k = len(kernel)
    inside = xp.unravel_index(places, kernel)
    flat = xp.zeros(places.shape, "int64")
    for i in range(k):
        start = xp.arange(places.shape[i - k]) * stride[i] - padding[i]
        start = start.reshape(-1, *(1,) * (k - 1 - i))
        flat = flat * space[i] + start + inside[i] * dilation[i]
    return flat


def _maxima(k: int, sample: Any) -> Function:
    """The entry of max_pool2d or max_pool3d."""
    return op(
        f"max_pool{k}d",
        _max_pool,
        self=lambda grad, self, kernel_size, stride, padding, dilation, ceil_mode, result1: (
            MAX_BACKWARD[k](grad, self, result1, k)
        ),
        outputs=("result", "result1"),
        node=f"MaxPool{k}DWithIndicesBackward0",
        samples=((sample, (2,) * k, (2,) * k, (0,) * k, (1,) * k, False),),
    )


max_pool, max_pool_3d = _maxima(2, numbers(1, 2, 4, 4)), _maxima(3, numbers(1, 1, 2, 4, 4))


def _unpool(grad_output: Any, self: Any, indices: Any, k: int) -> Any:
    sizes = self.shape
    lead = math.prod(sizes[:-k])
    flat = xp.zeros((lead, math.prod(sizes[-k:])), grad_output.dtype)
    rows = xp.arange(lead)[:, None]
    xp.add.at(flat, (rows, indices.reshape(lead, -1)), grad_output.reshape(lead, -1))
    return flat.reshape(sizes)


def _pick_places(grad: Any, indices: Any, k: int) -> Any:
    lead = grad.shape[:-k]
    flat = grad.reshape(*lead, -1)
    return xp.take_along_axis(flat, indices.reshape(*lead, -1), -1).reshape(indices.shape)


def _max_backward(name: str, node: str) -> Function:
    """The entry that brings a gradient back to where the maxima were."""
    return op(
        name,
        _unpool,
        grad_output=lambda grad, indices, k: pick_places(grad, indices, k),
        self=lambda grad: zeros_like(grad),
        node=f"{node}BackwardBackward0",
    )


MAX_BACKWARD, ADAPTIVE_BACKWARD, FRACTIONAL_BACKWARD = (  # by the number of dimensions
    {k: _max_backward(name.format(k=k), node.format(k=k)) for k in (2, 3)}
    for name, node in (
        ("max_pool{k}d_with_indices_backward", "MaxPool{k}DWithIndices"),
        ("adaptive_max_pool{k}d_backward", "AdaptiveMaxPool{k}D"),
        ("fractional_max_pool{k}d_backward", "FractionalMaxPool{k}D"),
    )
)
pick_places: Function = op(
    "pick_places",
    lambda self, indices, k: _pick_places(self, indices, k),
    self=lambda grad, self, indices, k: MAX_BACKWARD[min(k, 3)](grad, self, indices, k),
    node="GatherBackward0",
)


def _unpooled(self: Any, indices: Any, output_size: Sizes) -> Any:
    """The numbers at their places in the flattened space, zeros elsewhere."""
    k = len(output_size)
    if self.ndim not in (k + 1, k + 2):
        raise RuntimeError(
            f"Input to max_unpooling{k}d should be a {k + 1}d or {k + 2}d Tensor, but got a tensor "
            f"with {self.ndim} dimensions."
        )
    if str(indices.dtype) != "int64":
        got = f" but got: {of(indices).word}" if k == 2 else ""
        raise RuntimeError(f"elements in indices should be type int64{got}")
    if indices.shape != self.shape:
        raise RuntimeError(
            "Expected shape of indices to be same as that of the input tensor "
            f"({list(self.shape)}) but got indices tensor with shape: {list(indices.shape)}"
        )
    lead, count = math.prod(self.shape[:-k]), math.prod(output_size)
    for place in indices.reshape(-1).tolist():
        if not 0 <= place < count:
            raise RuntimeError(
                f"Found an invalid max index: {place} (output volumes are of size "
                f"{_by(output_size)})"
            )
    flat = xp.zeros((lead, count), self.dtype)
    flat[xp.arange(lead)[:, None], indices.reshape(lead, -1)] = self.reshape(lead, -1)
    return flat.reshape(*self.shape[:-k], *output_size)


def _unpooling(k: int, sample: Any) -> Function:
    """The entry of max_unpool2d or max_unpool3d."""
    places = xp.array([[3, 8, 1, 5]]).reshape(sample.shape)
    return op(
        f"max_unpool{k}d",
        _unpooled,
        self=lambda grad, indices: pick_places(grad, indices, k),
        node=f"MaxUnpool{k}DBackward0",
        samples=((sample, places, (2,) * (k - 2) + (3, 4)),),
    )


MAX_UNPOOL = {2: _unpooling(2, numbers(1, 2, 2)), 3: _unpooling(3, numbers(1, 1, 2, 2))}


def _divisors(
    shape: Sizes, kernel: Sizes, stride: Sizes, padding: Sizes, ceil_mode: bool, whole: bool
) -> Any:
    """How many elements each window averages over."""
    if whole and not ceil_mode:
        return float(math.prod(kernel))
    k = len(kernel)
    ones = xp.ones(shape[-k:])
    fill = 1.0 if whole else 0.0
    inside = xp.pad(ones, tuple((p, p) for p in padding), constant_values=fill)
    zero = (0,) * k
    seen = _pool_windows(inside, kernel, stride, zero, (1,) * k, ceil_mode, 0.0)
    return seen.sum(tuple(range(-k, 0)))


def _avg_pool(
    self: Any,
    kernel_size: Sizes,
    stride: Sizes,
    padding: Sizes,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor_override: int | None,
) -> Any:
    k = len(kernel_size)
    seen = _pool_windows(self, kernel_size, stride, padding, (1,) * k, ceil_mode, 0.0)
    total = seen.sum(tuple(range(-k, 0)))
    count = divisor_override or _divisors(
        self.shape, kernel_size, stride, padding, ceil_mode, count_include_pad
    )
    return (total / count).astype(self.dtype)


def _avg_unpool(
    grad: Any,
    self: Any,
    kernel_size: Sizes,
    stride: Sizes,
    padding: Sizes,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor_override: int | None,
) -> Any:
    k, sizes = len(kernel_size), self.shape
    count = divisor_override or _divisors(
        sizes, kernel_size, stride, padding, ceil_mode, count_include_pad
    )
    share = (grad / count).astype(grad.dtype)
    lead, space, out = sizes[:-k], sizes[-k:], grad.shape[-k:]
    rows = zip(space, kernel_size, stride, padding, out, strict=True)
    wide = tuple(max(n + 2 * p, (m - 1) * s + size) for n, size, s, p, m in rows)
    whole = xp.zeros((*lead, *wide), grad.dtype)
    for offset in offsets(kernel_size):
        whole[(..., *strided(offset, out, stride, (1,) * k))] += share
    cut = tuple(slice(p, p + n) for p, n in zip(padding, space, strict=True))
    return xp.ascontiguousarray(whole[(..., *cut)])


avg_pool_backward: Function = op(
    "avg_pool2d_backward",
    _avg_unpool,
    grad=lambda grad, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override: (  # noqa: E501
        avg_pool(grad, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)
    ),
    self=lambda grad: zeros_like(grad),
    node="AvgPool2DBackwardBackward0",
)


def _averages(k: int, sample: Any) -> Function:
    """The entry of avg_pool2d or avg_pool3d."""
    return op(
        f"avg_pool{k}d",
        _avg_pool,
        self=avg_pool_backward,
        node=f"AvgPool{k}DBackward0",
        samples=((sample, (2,) * k, (2,) * k, (3 - k,) * k, False, True, None),),
    )


avg_pool: Function = _averages(2, numbers(1, 2, 4, 4))
avg_pool_3d: Function = _averages(3, numbers(1, 1, 2, 4, 4))


def _adaptive_bounds(n: int, out: int) -> list[tuple[int, int]]:
    """Where each window starts and ends; they overlap where n does not divide."""
    return [(i * n // out, -(-(i + 1) * n // out)) for i in range(out)]


def _averaging(n: int, out: int, kind: Any) -> Any:
    """The matrix (out, n) that averages over the windows of one dimension."""
    matrix = xp.zeros((out, n), kind)
    for row, (start, end) in zip(matrix, _adaptive_bounds(n, out), strict=True):
        row[start:end] = 1 / (end - start)
    return matrix


def _adaptive_avg(input: Any, sizes: Sizes) -> Any:
    rows, columns = (
        _averaging(n, m, input.dtype) for n, m in zip(input.shape[-2:], sizes, strict=True)
    )
    return rows @ input @ columns.T


def _adaptive_avg_back(grad_output: Any, self: Any) -> Any:
    rows, columns = (
        _averaging(n, m, grad_output.dtype)
        for n, m in zip(self.shape[-2:], grad_output.shape[-2:], strict=True)
    )
    return rows.T @ grad_output @ columns


adaptive_avg_pool: Function = op(
    "adaptive_avg_pool2d",
    lambda self, sizes: _adaptive_avg(self, sizes),
    self=lambda grad, self: adaptive_avg_pool_backward(grad, self),
    node="AdaptiveAvgPool2DBackward0",
    samples=((numbers(1, 2, 4, 5), (2, 3)),),
)
adaptive_avg_pool_backward: Function = op(
    "adaptive_avg_pool2d_backward",
    _adaptive_avg_back,
    grad_output=lambda grad, grad_output_sym_sizes: adaptive_avg_pool(
        grad, grad_output_sym_sizes[-2:]
    ),
    self=lambda grad: zeros_like(grad),
    node="AdaptiveAvgPool2DBackwardBackward0",
    samples=((numbers(1, 2, 2, 3), numbers(1, 2, 4, 5)),),
)


def _largest(self: Any, bounds: Any) -> tuple[Any, Any]:
    """The largest of each window and its place; `bounds` has those of each dimension's windows."""
    k, space = len(bounds), self.shape[-len(bounds) :]
    lead, out = self.shape[:-k], tuple(len(each) for each in bounds)
    values, indices = xp.empty((*lead, *out), self.dtype), xp.empty((*lead, *out), "int64")
    for cell in xp.ndindex(*out):
        window = [each[i] for each, i in zip(bounds, cell, strict=True)]
        seen = self[(..., *(slice(*ends) for ends in window))].reshape(*lead, -1)
        place = seen.argmax(-1)
        inside = xp.unravel_index(place, tuple(stop - start for start, stop in window))
        flat = xp.zeros(place.shape, "int64")
        for n, (start, _), within in zip(space, window, inside, strict=True):
            flat = flat * n + start + within
        indices[(..., *cell)] = flat
        values[(..., *cell)] = xp.take_along_axis(seen, place[..., None], -1)[..., 0]
    return values, indices


def _adaptive_max(self: Any, sizes: Sizes) -> tuple[Any, Any]:
    pairs = zip(self.shape[-len(sizes) :], sizes, strict=True)
    return _largest(self, [_adaptive_bounds(n, m) for n, m in pairs])


def _adaptive_maxima(k: int, sample: Any) -> Function:
    """The entry of adaptive_max_pool2d or adaptive_max_pool3d."""
    return op(
        f"adaptive_max_pool{k}d",
        _adaptive_max,
        self=lambda grad, self, result1: ADAPTIVE_BACKWARD[k](grad, self, result1, k),
        outputs=("result", "result1"),
        node=f"AdaptiveMaxPool{k}DBackward0",
        samples=((sample, (2, 3, 2)[:k]),),
    )


ADAPTIVE_MAX_POOL = {
    2: _adaptive_maxima(2, numbers(1, 1, 4, 5)),
    3: _adaptive_maxima(3, numbers(1, 1, 2, 4, 3)),
}


def _starts(n: int, size: int, count: int, sample: Any) -> list[int]:
    """Where windows start, at random steps: as generate_intervals of ATen has it."""
    last = n - size
    if count == 1:
        return [last]
    step = xp.asarray(last / (count - 1), sample.dtype)
    steps = (xp.arange(count - 1).astype(sample.dtype) + sample) * step
    return [int(each) - int(sample * step) for each in steps.tolist()] + [last]


def _fractional_max(
    self: Any, kernel_size: Sizes, output_size: Sizes, samples: Any
) -> tuple[Any, Any]:
    k = len(kernel_size)
    if self.ndim not in (k + 1, k + 2):
        raise RuntimeError(
            f"fractional_max_pool{k}d(): Expected {k + 1}D or {k + 2}D tensor, but got: "
            f"{list(self.shape)}"
        )
    for name, n, size, count in zip(
        ("time", "height", "width")[-k:], self.shape[-k:], kernel_size, output_size, strict=True
    ):
        if count + size - 1 > n - (k == 3):
            raise RuntimeError(
                f"fractional_max_pool{k}d{'_out' * (k == 3)}(): pool {name} {size} too large "
                f"relative to input {name} {n}"
            )
    planes = self.reshape(-1, *self.shape[-k:])
    found = []
    for plane, drawn in zip(planes, samples.reshape(-1, k), strict=True):
        order = drawn if k == 3 else drawn[::-1]  # of two the first is that of the width
        rows = zip(self.shape[-k:], kernel_size, output_size, order, strict=True)
        bounds = [[(i, i + size) for i in _starts(n, size, m, one)] for n, size, m, one in rows]
        found.append(_largest(plane, bounds))
    shape = (*self.shape[:-k], *output_size)
    values, indices = (xp.stack(each).reshape(shape) for each in zip(*found, strict=True))
    return values, indices


def _fractional(k: int) -> Function:
    """The entry of fractional_max_pool2d or fractional_max_pool3d."""
    return op(
        f"fractional_max_pool{k}d",
        _fractional_max,
        self=lambda grad, self, kernel_size, output_size, result1: FRACTIONAL_BACKWARD[k](
            grad, self, result1, k
        ),
        outputs=("result", "result1"),
        node=f"FractionalMaxPool{k}DBackward0",
    )


FRACTIONAL_MAX_POOL = {k: _fractional(k) for k in (2, 3)}
