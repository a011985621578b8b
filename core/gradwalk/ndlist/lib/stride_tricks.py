"""numpy.lib.stride_tricks: other looks at the same memory."""

from __future__ import annotations

from typing import Any

from gradwalk.ndlist.base import look, steps_of
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.shape import (
    as_strided,
    axis_of,
    broadcast_arrays,
    broadcast_shapes,
    broadcast_to,
)

__all__ = [
    "as_strided", "broadcast_arrays", "broadcast_shapes", "broadcast_to", "sliding_window_view",
]  # fmt: skip


def sliding_window_view(
    x: Any, window_shape: Any, axis: Any = None, *, subok: bool = False, writeable: bool = False
) -> Any:
    """The windows of a size along axes; the places come first, what is in each window last."""
    x = asarray(x)
    lengths = tuple(window_shape) if isinstance(window_shape, (tuple, list)) else (window_shape,)
    if any(n < 0 for n in lengths):
        raise ValueError("`window_shape` cannot contain negative values")
    if axis is None:
        axes: tuple[int, ...] = tuple(range(x.ndim))
        if len(lengths) != x.ndim:
            raise ValueError(
                "Since axis is `None`, must provide window_shape for all dimensions of `x`; got "
                f"{len(lengths)} window_shape elements and `x.ndim` is {x.ndim}."
            )
    else:
        given = axis if isinstance(axis, (tuple, list)) else (axis,)
        axes = tuple(axis_of(each, x.ndim) for each in given)
        if len(lengths) != len(axes):
            raise ValueError(
                "Must provide matching length window_shape and axis; got "
                f"{len(lengths)} window_shape elements and {len(axes)} axes elements."
            )
    steps, places = steps_of(x), list(x.shape)
    for each, n in zip(axes, lengths, strict=True):
        if places[each] < n:
            raise ValueError("window shape cannot be larger than input array shape")
        places[each] -= n - 1
    inside = tuple(steps[each] for each in axes)
    made = look(x, x._offset, (*places, *lengths), (*steps, *inside))
    made._sealed = x._sealed or not writeable
    return made
