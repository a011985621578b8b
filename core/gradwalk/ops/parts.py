"""One tensor as several: unbind, split, chunk, and windows over it; views all of them."""

from __future__ import annotations

import itertools
from typing import Any

from gradwalk.array import xp
from gradwalk.op import MANY, Function, op
from gradwalk.ops import dims
from gradwalk.ops.basic_index import select, selected, slice_
from gradwalk.ops.samples import numbers
from gradwalk.tensorbase import is_tensor


# --- several parts --------------------------------------------------------------------------------
def _unbind(self: Any, dim: int = 0) -> tuple[Any, ...]:
    axis = dims.one(dim, self.ndim)
    if self.ndim == 0:
        raise dims.without()
    before = (slice(None),) * axis
    return tuple(self[(*before, i, ...)] for i in range(self.shape[axis]))


def _unbind_backward(grads: Any, dim: int) -> Any:
    from gradwalk.ops.join import stack_op

    return stack_op(tuple(grads), dim)


unbind: Function = op(
    "unbind",
    _unbind,
    self=lambda grads, dim: _unbind_backward(grads, dim),
    view=True,
    outputs=MANY,
    samples=((numbers(2, 3),), (numbers(2, 3), 1)),
)


def _split(self: Any, split_size: Any, dim: int = 0) -> tuple[Any, ...]:
    axis = dims.one(dim, self.ndim)
    if self.ndim == 0:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    before, parts, start = (slice(None),) * axis, [], 0
    for length in _lengths(self.shape[axis], split_size, axis):
        parts.append(self[(*before, slice(start, start + length))])
        start += length
    return tuple(parts)


def _lengths(n: int, split_size: Any, axis: int) -> list[int]:
    if isinstance(split_size, int):
        if split_size < 0:
            text = f"split expects split_size be non-negative, but got split_size={split_size}"
            raise RuntimeError(text)
        if split_size == 0:
            text = f"split_size can only be 0 if dimension size is 0, but got dimension size of {n}"
            raise RuntimeError(text)
        return [min(split_size, n - i) for i in range(0, n, split_size)] or [0]
    if any(each < 0 for each in split_size):
        text = "split_with_sizes expects split_sizes have only non-negative entries, but got "
        raise RuntimeError(f"{text}split_sizes={list(split_size)}")
    if sum(split_size) != n:
        raise RuntimeError(
            f"split_with_sizes expects split_sizes to sum exactly to {n} (input tensor's size at "
            f"dimension {axis}), but got split_sizes={list(split_size)}"
        )
    return list(split_size)


def _split_backward(grads: Any, dim: int) -> Any:
    from gradwalk.ops.join import cat_op

    return cat_op(tuple(grads), dim)


split_equal: Function = op(
    "split",
    _split,
    self=lambda grads, self_sym_sizes, split_size, dim: _split_backward(grads, dim),
    view=True,
    outputs=MANY,
    samples=((numbers(5), 2), (numbers(2, 3), 1, 1)),
)
split_sizes: Function = op(
    "split_with_sizes",
    lambda self, split_sizes, dim=0: _split(self, split_sizes, dim),
    self=lambda grads, self_sym_sizes, split_sizes, dim: _split_backward(grads, dim),
    view=True,
    outputs=MANY,
    samples=((numbers(5), (2, 3)),),
)


# --- windows --------------------------------------------------------------------------------------
def _unfold(self: Any, dimension: int, size: int, step: int) -> Any:
    axis = dims.one(dimension, self.ndim)
    whole, self = self, self.reshape(self.shape or (1,))
    if size < 0:
        raise RuntimeError(f"size is {size} but must be >= 0")
    if size > self.shape[axis]:
        raise RuntimeError(
            f"maximum size for tensor at dimension {axis} is {self.shape[axis]} but size is {size}"
        )
    if not whole.ndim:
        return self[:size]
    windows = xp.lib.stride_tricks.sliding_window_view(self, size, axis, writeable=True)
    return windows[(slice(None),) * axis + (slice(None, None, step),)]


def _fold(grad: Any, self_sym_sizes: tuple[int, ...], dimension: int, size: int, step: int) -> Any:
    if not self_sym_sizes:
        return grad.sum()
    result = xp.zeros(self_sym_sizes, grad.dtype)
    axis = dims.one(dimension, len(self_sym_sizes))
    windows = xp.moveaxis(grad, axis, 0)  # (windows, ..., size)
    rows = xp.moveaxis(result, axis, -1)
    for i, window in enumerate(windows):
        rows[..., i * step : i * step + size] += window
    return result


unfold_backward: Function = op(
    "unfold_backward",
    _fold,
    grad=lambda grad, dimension, size, step: unfold(grad, dimension, size, step),
)
unfold: Function = op(
    "unfold",
    _unfold,
    self=unfold_backward,
    view=True,
    samples=((numbers(5), 0, 3, 1), (numbers(2, 4), 1, 2, 2)),
)


# --- torch's spellings ----------------------------------------------------------------------------
def pick(input: Any, dim: int, index: int) -> Any:
    """Tensor.select: the part at one place of a dimension, checked."""
    return select(input, *selected(input, dim, index))


def split(tensor: Any, split_size_or_sections: Any, dim: int = 0) -> Any:
    if not tensor.ndim:
        raise RuntimeError("split expects at least a 1-dimensional tensor")
    if isinstance(split_size_or_sections, int):
        if split_size_or_sections < 0:
            raise RuntimeError(
                "split expects split_size be non-negative, but got "
                f"split_size={split_size_or_sections}"
            )
        return split_equal(tensor, split_size_or_sections, dim)
    if not isinstance(split_size_or_sections, (list, tuple)):
        raise TypeError(
            "split_with_sizes(): argument 'split_sizes' (position 2) must be tuple of ints, not "
            f"{type(split_size_or_sections).__name__}"
        )
    return split_sizes(tensor, tuple(split_size_or_sections), dim)


def chunk(input: Any, chunks: int, dim: int = 0) -> Any:
    if input.ndim == 0:
        raise RuntimeError("chunk expects at least a 1-dimensional tensor")
    if chunks <= 0:
        raise RuntimeError(f"chunk expects `chunks` to be greater than 0, got: {chunks}")
    n = input.shape[dims.one(dim, input.ndim)]
    size = -(-n // chunks)
    return split_equal(input, size, dim) if size else split_sizes(input, (0,) * chunks, dim)


def tensor_split(input: Any, indices_or_sections: Any, dim: int = 0) -> Any:
    if not input.ndim:
        text = "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims"
        raise RuntimeError(text)
    axis = dims.one(dim, input.ndim)
    n = input.shape[axis]
    if is_tensor(indices_or_sections):
        indices_or_sections = _places_of(indices_or_sections)
    if isinstance(indices_or_sections, int):
        if indices_or_sections < 1:
            text = f"number of sections must be larger than 0, got {indices_or_sections}"
            raise RuntimeError(text)
        small, more = divmod(n, indices_or_sections)
        lengths = [small + 1] * more + [small] * (indices_or_sections - more)
        marks = [0]
        for length in lengths:
            marks.append(marks[-1] + length)
    else:
        marks = [0, *indices_or_sections, n]
    slices = [slice(a, b).indices(n) for a, b in itertools.pairwise(marks)]
    return tuple(slice_(input, axis, a, max(a, b), 1) for a, b, _ in slices)


def _places_of(where: Any) -> Any:
    if where.ndim > 1:
        raise RuntimeError(
            "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or "
            f"one-dimensional tensor, but got a tensor with {where.ndim} dims"
        )
    if where._array.dtype != xp.int64:
        raise RuntimeError(
            "tensor_split expected tensor_indices_or_sections to have dtype of long, but got "
            f"{where.dtype.word}"
        )
    return where.tolist()


def hsplit(input: Any, indices: Any) -> Any:
    """Split along the second dimension, or the only one."""
    if input.ndim < 1:
        raise RuntimeError(
            "torch.hsplit requires a tensor with at least 1 dimension, but got a tensor with "
            f"{input.ndim} dimensions!"
        )
    return _split_along("hsplit", input, indices, 0 if input.ndim == 1 else 1)


def vsplit(input: Any, indices: Any) -> Any:
    """Split along the first dimension."""
    if input.ndim < 2:
        raise RuntimeError(
            "torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with "
            f"{input.ndim} dimensions!"
        )
    return _split_along("vsplit", input, indices, 0)


def dsplit(input: Any, indices: Any) -> Any:
    """Split along the third dimension."""
    if input.ndim < 3:
        raise RuntimeError(
            "torch.dsplit requires a tensor with at least 3 dimension, but got a tensor with "
            f"{input.ndim} dimensions!"
        )
    return _split_along("dsplit", input, indices, 2)


def _split_along(name: str, input: Any, indices: Any, dim: int) -> Any:
    if isinstance(indices, int) and (not indices or input.shape[dim] % indices):
        raise RuntimeError(
            f"torch.{name} attempted to split along dimension {dim}, but the size of the "
            f"dimension {input.shape[dim]} is not divisible by the split_size {indices}!"
        )
    return tensor_split(input, indices, dim)
