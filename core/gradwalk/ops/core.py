"""What the backward loop itself needs of the table: copy, cast, undo broadcasting."""

from __future__ import annotations

from typing import Any

from gradwalk import array as arrays
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import add
from gradwalk.ops.samples import UNARY
from gradwalk.tensorbase import TensorBase

__all__ = ["add", "clone", "contiguous", "copied", "sum_to", "to_dtype"]


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
