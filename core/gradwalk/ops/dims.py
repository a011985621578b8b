"""Dimensions as torch takes them: negative ones, several, out of range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Dims = int | Sequence[int] | None


def one(dim: Any, ndim: int) -> int:
    """A dimension counted from the front; PyTorch's IndexError if there is none such."""
    if dim.__class__ is int and 0 <= dim < ndim:
        return dim
    if not hasattr(dim, "__index__") or dim.__class__ is bool:
        raise TypeError(f"argument 'dim' must be int, not {type(dim).__name__}")
    reach = ndim or 1  # a 0-d tensor takes dim 0 and -1
    dim = dim.__index__()
    if not -reach <= dim < reach:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-reach}, {reach - 1}], "
            f"but got {dim})"
        )
    return int(dim % reach)


def several(dims: Dims, ndim: int) -> tuple[int, ...]:
    """The dimensions counted from the front; None or an empty list means all of them."""
    if dims is None or (not hasattr(dims, "__index__") and len(dims) == 0):
        return tuple(range(ndim))
    listed = (dims,) if hasattr(dims, "__index__") else tuple(dims)
    counted = tuple([one(dim, ndim) for dim in listed])
    for i, dim in enumerate(counted):
        if dim in counted[:i]:
            raise RuntimeError(f"dim {dim} appears multiple times in the list of dims")
    return counted


def axes(dims: Dims, ndim: int) -> tuple[int, ...]:
    """As `several`, but what NumPy takes: a 0-d array has no axis to name."""
    counted = several(dims, ndim)
    return counted if ndim else ()


def without(dim: int = 0) -> IndexError:
    """What PyTorch says where the length of a dimension is asked of a tensor that has none."""
    return IndexError(f"Dimension specified as {dim} but tensor has no dimensions")


def as_tuple(dims: Dims) -> tuple[int, ...] | None:
    """The dimensions as a node shows them."""
    if dims is None:
        return None
    return (dims.__index__(),) if hasattr(dims, "__index__") else tuple(dims)
