"""as_strided and what views need of it: reading and writing a storage by sizes and strides."""

from __future__ import annotations

from gradwalk.array import Array, strided, xp
from gradwalk.op import Function, op
from gradwalk.views import Geometry, lay_out, look

Sizes = tuple[int, ...]

as_strided: Function = op(
    "as_strided",
    lambda self, size, stride, storage_offset: strided(self, size, stride, storage_offset),
    self=lambda grad, self_geometry, size, stride, storage_offset: as_strided_backward(
        grad, self_geometry, (size, stride, storage_offset)
    ),
    view=True,
)


def check_strided(memory: Array, sizes: Sizes, strides: Sizes, offset: int) -> None:
    """Refuse to look where there is no memory, as PyTorch does."""
    if len(sizes) != len(strides):
        raise RuntimeError("mismatch in length of strides and shape")
    if any(step < 0 for step in strides):
        raise RuntimeError(
            "as_strided: Negative strides are not supported at the moment, got strides: "
            f"{list(strides)}"
        )
    if any(n < 0 for n in sizes):
        raise RuntimeError(
            f"Storage size calculation overflowed with sizes={list(sizes)} and "
            f"strides={list(strides)}"
        )
    if offset < 0:
        raise RuntimeError(f"Tensor: invalid storage offset {offset}")
    reach = offset + 1 + sum((n - 1) * step for n, step in zip(sizes, strides, strict=True))
    if 0 not in sizes and reach > memory.size:
        wanted, there = (n * memory.itemsize for n in (reach, memory.size))
        raise RuntimeError(
            f"setStorage: sizes {list(sizes)}, strides {list(strides)}, storage offset {offset}, "
            f"and itemsize {memory.itemsize} requiring a storage size of {wanted} are out of "
            f"bounds for storage of size {there}"
        )


def _scatter(grad: Array, base: Geometry, part: Geometry) -> Array:
    """The gradient of a base from that of a view of it; elements met twice are summed."""
    flat = lay_out(xp.zeros((), grad.dtype), base, part)
    where = look(xp.arange(flat.size), part)
    xp.add.at(flat, where.reshape(-1), grad.reshape(-1))
    return look(flat, base)


as_strided_backward: Function = op(
    "as_strided_backward",
    lambda self, base, part: _scatter(self, base, part),
    self=lambda grad, base, part: gather_slice(grad, base, part),
)
gather_slice: Function = op(  # the part of a base's gradient that belongs to a slice of it
    "gather_slice",
    lambda self, base, part: look(lay_out(self, base, part), part).copy(),
    self=lambda grad, base, part: as_strided_backward(grad, base, part),
)
