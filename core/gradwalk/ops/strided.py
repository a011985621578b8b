"""as_strided and what views need of it: reading and writing a storage by sizes and strides."""

from __future__ import annotations

from gradwalk.array import Array, strided, xp
from gradwalk.op import Function, op
from gradwalk.views import Geometry, lay_out, look

as_strided: Function = op(
    "as_strided",
    lambda self, size, stride, storage_offset: strided(self, size, stride, storage_offset),
    self=lambda grad, self_geometry, size, stride, storage_offset: as_strided_backward(
        grad, self_geometry, (size, stride, storage_offset)
    ),
    view=True,
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
