"""The same numbers in another order: flip, roll, rot90; triangles of matrices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.samples import numbers

# --- order of elements ----------------------------------------------------------------------------

flip: Function = op(
    "flip",
    lambda self, dims: _flip(self, dims),
    self=lambda grad, dims: flip(grad, dims),
    samples=((numbers(2, 3), (0,)), (numbers(2, 3), (0, 1))),
)


def _flip(self: Any, which: Sequence[int]) -> Any:
    axes = dims.axes(which, self.ndim) if which else ()
    return xp.flip(self, axes).copy() if axes else self.copy()


def _roll(self: Any, shifts: Sequence[int], dims_: Sequence[int]) -> Any:
    if not dims_:
        return xp.roll(self, shifts[0])
    if not self.ndim:
        raise dims.without(dims_[0])
    if len(shifts) != len(dims_):
        text = f"shifts and dimensions must align. shifts: {len(shifts)}, dims:{len(dims_)}"
        raise RuntimeError(text)
    return xp.roll(
        xp.ascontiguousarray(self), tuple(shifts), tuple(dims.one(d, self.ndim) for d in dims_)
    )


roll_: Function = op(
    "roll",
    lambda self, shifts, dims=(): _roll(self, shifts, dims),
    self=lambda grad, shifts, dims: roll_(
        grad, tuple(-n for n in reversed(shifts)), tuple(reversed(dims))
    ),
    samples=((numbers(2, 3), (1,), (1,)), (numbers(2, 3), (2,))),
)


def _triangle(self: Any, diagonal: int, function: Any) -> Any:
    if self.ndim < 2:
        raise RuntimeError(f"{function.__name__}: input tensor must have at least 2 dimensions")
    return function(self, diagonal)


tril: Function = op(
    "tril",
    lambda self, diagonal=0: _triangle(self, diagonal, xp.tril),
    self=lambda grad, diagonal: tril(grad, diagonal),
    samples=((numbers(3, 3),), (numbers(3, 3), -1)),
)
triu: Function = op(
    "triu",
    lambda self, diagonal=0: _triangle(self, diagonal, xp.triu),
    self=lambda grad, diagonal: triu(grad, diagonal),
    samples=((numbers(3, 3),), (numbers(3, 3), 1)),
)


# --- torch's spellings ----------------------------------------------------------------------------
def roll(input: Any, shifts: Any, dims: Any = ()) -> Any:
    moved = (shifts,) if isinstance(shifts, int) else tuple(shifts)
    along = () if dims is None else (dims,) if isinstance(dims, int) else tuple(dims)
    return roll_(input, moved, along)


def fliplr(input: Any) -> Any:
    return flip(input, (1,))


def flipud(input: Any) -> Any:
    return flip(input, (0,))


rot90_: Function = op(
    "rot90",
    lambda self, k=1, dims=(0, 1): xp.rot90(self, k, dims).copy(),
    self=lambda grad, k, dims: rot90_(grad, -k, dims),
    samples=((numbers(2, 3),), (numbers(2, 3), 2), (numbers(2, 3), 3, (1, 0))),
)


def rot90(input: Any, k: int = 1, dims: Any = (0, 1)) -> Any:
    """Turned by k quarter turns in the plane of two dimensions."""
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    if input.ndim < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {input.ndim}")
    if dims[0] % input.ndim == dims[1] % input.ndim:
        raise RuntimeError(
            f"expected rotation dims to be different, but got dim0 = {dims[0]} and dim1 = {dims[1]}"
        )
    return rot90_(input, k, tuple(dims))
