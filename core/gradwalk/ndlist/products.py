"""Products that are no matrix product: cross, kron."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.join import stack
from gradwalk.ndlist.shape import broadcast_arrays, broadcast_shapes, moveaxis


def cross(
    a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Any:
    """The cross product of vectors with three parts; of two parts, only its third one."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = asarray(a), asarray(b)
    if not (a.ndim and b.ndim):
        raise ValueError("At least one array has zero dimension")
    a, b = moveaxis(a, axisa, -1), moveaxis(b, axisb, -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 2 or 3)")
    if 2 in (a.shape[-1], b.shape[-1]):
        warnings.warn(
            "Arrays of 2-dimensional vectors are deprecated. Use arrays of 3-dimensional vectors "
            "instead. (deprecated in NumPy 2.0)",
            DeprecationWarning,
            stacklevel=2,
        )
    broadcast_shapes(a[..., 0].shape, b[..., 0].shape)  # says why not
    third = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    if a.shape[-1] == b.shape[-1] == 2:
        return asarray(third)
    parts = [_minor(a, b, 1, 2), _minor(a, b, 2, 0), third]
    return moveaxis(stack(broadcast_arrays(*parts), -1), -1, axisc)


def _minor(a: Any, b: Any, i: int, j: int) -> Any:
    """a[i] b[j] - a[j] b[i], where a third part that is missing is zero."""
    products: list[Any] = [
        x[..., m] * y[..., n] if m < x.shape[-1] and n < y.shape[-1] else None
        for x, y, m, n in ((a, b, i, j), (a, b, j, i))
    ]
    if products[0] is None:
        return -products[1]
    return products[0] if products[1] is None else products[0] - products[1]


def kron(a: Any, b: Any) -> Any:
    """The Kronecker product: each element of `a` times the whole of `b`, side by side."""
    a, b = asarray(a), asarray(b)
    ndim = max(a.ndim, b.ndim)
    first = a.reshape((1,) * (ndim - a.ndim) + a.shape)
    second = b.reshape((1,) * (ndim - b.ndim) + b.shape)
    left = tuple(n for length in first.shape for n in (length, 1))
    right = tuple(n for length in second.shape for n in (1, length))
    whole = first.reshape(left) * second.reshape(right)
    pairs = zip(first.shape, second.shape, strict=True)
    return whole.reshape(tuple(n * m for n, m in pairs)) if ndim else whole
