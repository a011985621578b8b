"""What is made of the factors of a matrix: rank, pseudo-inverse, least squares, powers."""

from __future__ import annotations

import functools
from typing import Any

from gradwalk.ndlist.base import build, result, values
from gradwalk.ndlist.create import asarray, eye
from gradwalk.ndlist.dtype import FLOAT32, FLOAT64, INT64
from gradwalk.ndlist.matmul import matmul
from gradwalk.ndlist.matrices import LinAlgError, inv, result_kind, stacked
from gradwalk.ndlist.norms import norm
from gradwalk.ndlist.shape import broadcast_to
from gradwalk.ndlist.spectra import svd


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
