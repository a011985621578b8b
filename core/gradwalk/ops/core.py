"""What the backward loop itself needs of the table: copy, cast, undo broadcasting."""

from __future__ import annotations

from typing import Any

from gradwalk import array as arrays
from gradwalk.layouts import CHANNELS_LAST, CONTIGUOUS
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import add
from gradwalk.ops.samples import UNARY, numbers
from gradwalk.tensorbase import TensorBase

__all__ = ["add", "clone", "contiguous", "copied", "in_format", "sum_to", "to_dtype"]


def laid_as(array: arrays.Array, made: arrays.Array) -> arrays.Array:
    """A new array with its elements in the order of another's, where that one has no gaps."""
    if array.__class__ is not arrays.ndarray or array.flags.c_contiguous or not arrays.dense(array):
        return made
    moved = arrays.xp.empty_like(array, dtype=made.dtype)
    moved[...] = made
    return moved


clone: Function = op(
    "clone",
    lambda self: self.copy() if self.flags.c_contiguous else laid_as(self, self.copy()),
    self=lambda grad: grad,
    samples=UNARY,
)
contiguous: Function = op(
    "contiguous",
    lambda self: self.copy(),
    self=lambda grad: grad,
    node="CloneBackward0",
    samples=UNARY,
)
channels_last: Function = op(  # of a batch of images, whose channels then lie next to each other
    "channels_last",
    lambda self: self.transpose(0, 2, 3, 1).copy().transpose(0, 3, 1, 2),
    self=lambda grad: grad,
    node="CloneBackward0",
    samples=((numbers(2, 3, 2, 2),),),
)
copied: Function = op(  # what a gradient that is kept under create_graph went through
    "copied",
    lambda self, src: src.copy(),  # self: the new memory, which has no history
    self=lambda grad: None,
    src=lambda grad: grad,
    node="CopyBackwards",
)
to_dtype: Function = op(  # the engine casts the gradient back
    "to",
    lambda self, dtype: self.astype(dtype.array),
    self=lambda grad: grad,
    node="ToCopyBackward0",
)


def in_format(tensor: Any, memory_format: Any) -> Any:
    """A copy whose elements lie in the order of a memory format."""
    if memory_format is not CHANNELS_LAST:
        return contiguous(tensor) if memory_format is CONTIGUOUS else clone(tensor)
    if tensor.ndim != 4:
        raise RuntimeError("required rank 4 tensor to use channels_last format")
    return channels_last(tensor)


def sum_to(value: Any, shape: tuple[int, ...]) -> Any:
    """Undo broadcasting, on arrays and on tensors."""
    if not isinstance(value, TensorBase):
        return arrays.sum_to(value, shape)
    from gradwalk.ops.reduce import sum_all, sum_dim
    from gradwalk.ops.shape import view

    if not shape:
        return sum_all(value)
    sizes = value._array.shape
    lead = len(sizes) - len(shape)
    axes = tuple(range(lead)) + tuple(
        lead + i for i, n in enumerate(shape) if n == 1 and sizes[lead + i] != 1
    )
    total = sum_dim(value, axes, True) if axes else value
    return view(total, shape) if lead else total
