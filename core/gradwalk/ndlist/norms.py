"""Norms of vectors and of matrices; rank, pseudo-inverse, least squares and powers of a matrix."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

from gradwalk.ndlist.base import build, result, values
from gradwalk.ndlist.create import asarray, eye
from gradwalk.ndlist.dtype import FLOAT32, FLOAT64, INT64
from gradwalk.ndlist.elementwise import abs as _abs
from gradwalk.ndlist.elementwise import sqrt
from gradwalk.ndlist.matmul import matmul
from gradwalk.ndlist.matrices import LinAlgError, inv, result_kind, stacked
from gradwalk.ndlist.shape import axis_of, broadcast_to, moveaxis
from gradwalk.ndlist.spectra import svd, svdvals


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


def matrix_rank(A: Any, tol: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    """How many singular values are larger than `tol`."""
    a = asarray(A)
    if a.ndim < 2:
        return int(any(values(a)))
    s = svd(a, compute_uv=False)
    largest = s.max(axis=-1, keepdims=True)
    if tol is None:
        fine = 2.0**-23 if s.dtype is FLOAT32 else 2.0**-52
        tol = largest * (max(a.shape[-2:]) * fine if rtol is None else rtol)
    return (s > tol).sum(axis=-1)


def pinv(a: Any, rcond: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    """The Moore-Penrose inverses (..., n, m) of (..., m, n)."""
    a = asarray(a)
    given = rtol if rcond is None else rcond
    fine = 2.0**-23 if result_kind(a) is FLOAT32 else 2.0**-52
    cut = (1e-15 if rtol is None else max(a.shape[-2:]) * fine) if given is None else given
    u, s, vh = svd(a, full_matrices=False)
    limits = values(s.max(axis=-1, keepdims=True) * cut)
    k = s.shape[-1]
    flat = [1 / x if x > limits[i // k] else 0.0 for i, x in enumerate(values(s))]
    inverse = build(flat, s.shape, s.dtype)
    return matmul(vh.swapaxes(-1, -2), inverse[..., None] * u.swapaxes(-1, -2))


def lstsq(a: Any, b: Any, rcond: Any = None) -> tuple[Any, Any, Any, Any]:
    """(x that makes |a x - b| least, the squares of what remains, a's rank, singular values)."""
    a, b = asarray(a), asarray(b)
    m, n = a.shape
    if b.shape[0] != m:
        raise LinAlgError("Incompatible dimensions")
    cut = max(m, n) * 2.0**-52 if rcond is None else rcond
    s = svd(a, compute_uv=False)
    rank = sum(x > cut * values(s)[0] for x in values(s))
    x = matmul(pinv(a, cut), b)
    rest = b - matmul(a, x)
    squares = (rest * rest).sum(axis=0)
    if rank < n or m <= n:
        squares = build([], (0,), x.dtype)
    return x, squares if squares.shape else squares.reshape(1), result([rank], (), INT64), s


def matrix_power(a: Any, n: int) -> Any:
    """a multiplied by itself n times; the inverse for negative n."""
    a = asarray(a)
    stacked(a.astype(FLOAT64), square=True)
    if n == 0:
        return broadcast_to(eye(a.shape[-1], dtype=a.dtype), a.shape).copy()
    if n < 0:
        a, n = inv(a), -n
    return functools.reduce(matmul, [a] * n)


def multi_dot(arrays: Any) -> Any:
    """The product of several matrices."""
    return functools.reduce(matmul, map(asarray, arrays))


def cond(x: Any, p: Any = None) -> Any:
    """How many times larger the largest singular value is than the smallest."""
    if p not in (None, 2):
        return norm(x, p, (-2, -1)) * norm(inv(x), p, (-2, -1))
    s = svd(x, compute_uv=False)
    return s[..., 0] / s[..., -1]
