"""Diagonals: read as a view, embedded, summed; triangles of a matrix."""

from __future__ import annotations

from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.basic_index import check_part
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import reshape


# --- diagonals ------------------------------------------------------------------------------------
def _diagonal(self: Any, offset: int, dim1: int, dim2: int) -> Any:
    first, second = dims.one(dim1, self.ndim), dims.one(dim2, self.ndim)
    if first == second:
        raise RuntimeError(f"diagonal dimensions cannot be identical {dim1}, {dim2}")
    found = xp.diagonal(self, offset, first, second)
    found.flags.writeable = True  # a view like any other
    return found


def _diagonal_scatter(
    grad: Any, self_sym_sizes: tuple[int, ...], offset: int, dim1: int, dim2: int
) -> Any:
    result = xp.zeros(self_sym_sizes, grad.dtype)
    _diagonal(result, offset, dim1, dim2)[...] = grad
    return result


diagonal_backward: Function = op(
    "diagonal_backward",
    _diagonal_scatter,
    grad=lambda grad, offset, dim1, dim2: diagonal(grad, offset, dim1, dim2),
)
diagonal: Function = op(
    "diagonal",
    lambda self, offset=0, dim1=0, dim2=1: _diagonal(self, offset, dim1, dim2),
    self=diagonal_backward,
    view=True,
    samples=((numbers(3, 3),), (numbers(2, 3, 3), 1, 1, 2)),
)
diagonal_copy: Function = op(  # what torch.diag of a matrix is
    "diagonal_copy",
    lambda self, offset=0: _diagonal(self, offset, 0, 1).copy(),
    self=lambda grad, self_sym_sizes, offset: diagonal_backward(grad, self_sym_sizes, offset, 0, 1),
    node="DiagonalBackward0_copy",
    samples=((numbers(3, 3),), (numbers(2, 3), 1)),
)


def _embed(self: Any, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Any:
    n = self.shape[-1] + abs(offset)
    ndim = self.ndim + 1
    first, second = dims.one(dim1, ndim), dims.one(dim2, ndim)
    sizes = list(self.shape[:-1])
    for axis in sorted((first, second)):
        sizes.insert(axis, n)
    result = xp.zeros(tuple(sizes), self.dtype)
    _diagonal(result, offset, first, second)[...] = self
    return result


diag_embed: Function = op(
    "diag_embed",
    _embed,
    self=lambda grad, offset, dim1, dim2: diagonal(grad, offset, dim1, dim2),
    samples=((numbers(2, 3),), (numbers(3), 1)),
)
trace: Function = op(
    "trace",
    lambda self: _trace(self),
    self=lambda grad, self_sym_sizes: trace_backward(grad, self_sym_sizes),
    samples=((numbers(2, 3),),),
)
trace_backward: Function = op(
    "trace_backward",
    lambda grad_output, sizes: xp.eye(*sizes, dtype=grad_output.dtype) * grad_output,
    grad_output=lambda grad: trace(grad),
)


def _trace(self: Any) -> Any:
    if self.ndim != 2:
        raise RuntimeError(f"trace: expected a matrix, but got tensor with dim {self.ndim}")
    return xp.trace(self, dtype="int64" if self.dtype.kind in "iu" else None)


def _with_diagonal(self: Any, src: Any, offset: int, dim1: int, dim2: int) -> Any:
    made = self.copy()
    part = _diagonal(made, offset, dim1, dim2)
    check_part(part, src)
    part[...] = src
    return made


diagonal_scatter: Function = op(
    "diagonal_scatter",
    lambda self, src, offset=0, dim1=0, dim2=1: _with_diagonal(self, src, offset, dim1, dim2),
    self=lambda grad, offset, dim1, dim2: diagonal_scatter(
        grad, zeros_like(diagonal(grad, offset, dim1, dim2)), offset, dim1, dim2
    ),
    src=lambda grad, offset, dim1, dim2: diagonal(grad, offset, dim1, dim2),
    samples=((numbers(3, 3), numbers(2, start=20), 1),),
)


# --- torch's spellings ----------------------------------------------------------------------------
def fill_diagonal_(self: Any, fill_value: float, wrap: bool = False) -> Any:
    if self.ndim < 2:
        raise RuntimeError("dimensions must larger than 1")
    if self.ndim > 2 and len(set(self.shape)) > 1:
        raise RuntimeError("all dimensions of input must be of equal length")
    height, width = self.shape[:2]
    size, step = min(self.shape), sum(self.stride())
    self.as_strided((size,), (step,)).fill_(fill_value)
    if wrap and self.ndim == 2 and height > width + 1:
        start = self.storage_offset() + self.stride(0) * (width + 1)
        count = -(-self.numel() // (width + 1)) - size
        self.as_strided((count,), (step,), start).fill_(fill_value)
    return self


def diag(input: Any, diagonal: int = 0) -> Any:
    if input.ndim == 1:
        return diag_embed(input, diagonal)
    if input.ndim == 2:
        return diagonal_copy(input, diagonal)
    raise RuntimeError(f"diag(): Supports 1D or 2D tensors. Got {input.ndim}D")


def diagflat(input: Any, offset: int = 0) -> Any:
    """A matrix with the elements on a diagonal."""
    return diag_embed(reshape(input, (-1,)), offset)
