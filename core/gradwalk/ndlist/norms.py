"""Norms of vectors and of matrices."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import FLOAT64
from gradwalk.ndlist.elementwise import abs as _abs
from gradwalk.ndlist.elementwise import sqrt
from gradwalk.ndlist.shape import axis_of, moveaxis
from gradwalk.ndlist.spectra import svdvals


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """The norm of vectors along one axis, or of matrices along two; of all elements without."""
    x = asarray(x)
    if x.dtype.kind in "biu":
        x = x.astype(FLOAT64)
    if axis is None:
        if ord is None or (ord == 2 and x.ndim == 1) or (ord in ("f", "fro") and x.ndim == 2):
            return _shaped(sqrt((x * x).sum()), x.ndim, keepdims)
        axes = tuple(range(x.ndim))
    else:
        given = axis if isinstance(axis, (tuple, list)) else (axis,)
        axes = tuple(axis_of(each, x.ndim) for each in given)
    if len(axes) == 1:
        return _vector_norm(x, 2 if ord is None else ord, axes[0], keepdims)
    if len(axes) != 2:
        raise ValueError("Improper number of dimensions to norm.")
    if axes[0] == axes[1]:
        raise ValueError("Duplicate axes given.")
    return _matrix_norm(x, ord, axes, keepdims)


def _shaped(number: Any, ndim: int, keepdims: bool) -> Any:
    return asarray(number).reshape((1,) * ndim) if keepdims else number


def _vector_norm(x: Any, ord: Any, axis: int, keepdims: bool) -> Any:
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    sizes = _abs(x)
    if ord == math.inf:
        return sizes.max(axis=axis, keepdims=keepdims)
    if ord == -math.inf:
        return sizes.min(axis=axis, keepdims=keepdims)
    if ord == 0:
        return (x != 0).astype(sizes.dtype).sum(axis=axis, keepdims=keepdims)
    if ord == 1:
        return sizes.sum(axis=axis, keepdims=keepdims)
    if ord == 2:
        return sqrt((sizes * sizes).sum(axis=axis, keepdims=keepdims))
    return (sizes**ord).sum(axis=axis, keepdims=keepdims) ** (1 / ord)


def _matrix_norm(x: Any, ord: Any, axes: tuple[int, ...], keepdims: bool) -> Any:
    turned = moveaxis(x, axes, (-2, -1))
    sizes = _abs(turned)
    ways: dict[Any, Callable[[], Any]] = {
        None: lambda: sqrt((sizes * sizes).sum(axis=(-2, -1))),
        1: lambda: sizes.sum(axis=-2).max(axis=-1),
        -1: lambda: sizes.sum(axis=-2).min(axis=-1),
        math.inf: lambda: sizes.sum(axis=-1).max(axis=-1),
        -math.inf: lambda: sizes.sum(axis=-1).min(axis=-1),
        2: lambda: svdvals(turned).max(axis=-1),
        -2: lambda: svdvals(turned).min(axis=-1),
        "nuc": lambda: svdvals(turned).sum(axis=-1),
    }
    ways["f"] = ways["fro"] = ways[None]
    if ord not in ways:
        raise ValueError("Invalid norm order for matrices.")
    found = ways[ord]()
    if keepdims:
        found = asarray(found).reshape(tuple(1 if i in axes else n for i, n in enumerate(x.shape)))
    return found


def vector_norm(x: Any, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Any:
    """The norm of vectors along an axis, or of all elements as one vector."""
    x = asarray(x)
    if axis is None:
        return _shaped(norm(x.reshape(-1), ord), x.ndim, keepdims)
    return norm(x, ord, axis, keepdims)


def matrix_norm(x: Any, /, *, keepdims: bool = False, ord: Any = "fro") -> Any:
    """The norm of the matrices in the last two axes."""
    return norm(x, ord, (-2, -1), keepdims)
