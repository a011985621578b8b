"""Solving and factoring matrices, in stacks: the last two axes are the matrix.

Everything is computed in double precision and rounded to the dtype at the end, as NumPy does.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from gradwalk.ndlist import factors
from gradwalk.ndlist.base import Shape, build, result, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import FLOAT32, FLOAT64, dtype
from gradwalk.ndlist.factors import Rows
from gradwalk.ndlist.memory import convert
from gradwalk.ndlist.shape import broadcast_shapes, broadcast_to


class LinAlgError(ValueError):
    """A matrix that a function of linear algebra cannot do anything with."""


LinAlgError.__module__ = "numpy.linalg"


class QRResult(NamedTuple):
    """What qr returns."""

    Q: Any
    R: Any


class SlogdetResult(NamedTuple):
    """What slogdet returns."""

    sign: Any
    logabsdet: Any


# --- stacks of matrices ---------------------------------------------------------------------------
def result_kind(*arrays: Any) -> dtype:
    """The dtype of the result."""
    found = FLOAT32
    for each in arrays:
        if each.dtype.name not in ("float32", "complex64"):
            found = FLOAT64
        if each.dtype.kind == "c" or each.dtype.name == "float16":
            raise TypeError(f"array type {each.dtype.name} is unsupported in linalg")
    return found


def stacked(a: Any, *, square: bool = False) -> tuple[list[Rows], Shape]:
    """The matrices as lists of rows, and the shape of the axes before them."""
    if a.ndim < 2:
        text = f"{a.ndim}-dimensional array given. Array must be at least two-dimensional"
        raise LinAlgError(text)
    m, n = a.shape[-2:]
    if square and m != n:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    lead = a.shape[:-2]
    flat = convert(values(a), a.dtype, FLOAT64)
    rows = [list(flat[i : i + n]) for i in range(0, len(flat), n)] if n else []
    count = math.prod(lead)
    rows = rows if n else [[] for _ in range(m * count)]
    return [rows[i * m : i * m + m] for i in range(count)], lead


def unstacked(found: list[Rows], lead: Shape, m: int, n: int, kind: dtype) -> Any:
    flat = [number for rows in found for row in rows for number in row]
    return build(flat, (*lead, m, n), kind)


# --- LU -------------------------------------------------------------------------------------------
def _factored(rows: Rows) -> factors.LU:
    found = factors.lu(rows)
    if found.singular:
        raise LinAlgError("Singular matrix")
    return found


def inv(a: Any) -> Any:
    """The inverses (..., n, n); LinAlgError where one is singular."""
    a = asarray(a)
    stack, lead = stacked(a, square=True)
    kind, n = result_kind(a), a.shape[-1]
    unit = [[float(i == j) for j in range(n)] for i in range(n)]
    found = [factors.substitute(_factored(rows), unit) for rows in stack]
    return unstacked(found, lead, n, n, kind)


def solve(a: Any, b: Any) -> Any:
    """x with a x = b: (..., n, n), (..., n, k) -> (..., n, k); b may be one vector (n,)."""
    a, b = asarray(a), asarray(b)
    vector = b.ndim == 1
    stacked(a, square=True)
    n = a.shape[-1]
    if b.ndim < 1:
        raise ValueError(
            "solve: Input operand 1 does not have enough dimensions (has 0, gufunc core with "
            "signature (m,m),(m,n)->(m,n) requires 2)"
        )
    if b.shape[-1 if vector else -2] != n:
        name, signature = (
            ("solve1", "(m,m),(m)->(m)") if vector else ("solve", "(m,m),(m,n)->(m,n)")
        )
        raise ValueError(
            f"{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
            f"signature {signature} (size {b.shape[-1 if vector else -2]} is different from {n})"
        )
    kind = result_kind(a, b)
    given = b.reshape(n, 1) if vector else b
    lead, k = broadcast_shapes(a.shape[:-2], given.shape[:-2]), given.shape[-1]
    matrices, _ = stacked(broadcast_to(a, (*lead, n, n)))
    sides, _ = stacked(broadcast_to(given, (*lead, n, k)))
    found = [
        factors.substitute(_factored(rows), side)
        for rows, side in zip(matrices, sides, strict=True)
    ]
    made = unstacked(found, lead, n, k, kind)
    return made[..., 0] if vector else made


def _sign_and_log(rows: Rows) -> tuple[float, float]:
    """(the determinant's sign, the logarithm of its size), as NumPy computes det too."""
    found = factors.lu(rows)
    if found.singular:
        return 0.0, -math.inf
    sign, size = float(found.sign), 0.0
    for i, row in enumerate(found.rows):
        sign = -sign if row[i] < 0 else sign
        size += math.log(abs(row[i]))
    return sign, size


def slogdet(a: Any) -> SlogdetResult:
    """The signs and the logarithms of the sizes of the determinants (...,)."""
    a = asarray(a)
    stack, lead = stacked(a, square=True)
    kind = result_kind(a)
    found = [_sign_and_log(rows) for rows in stack]
    return SlogdetResult(*(result([pair[i] for pair in found], lead, kind) for i in (0, 1)))


def det(a: Any) -> Any:
    """The determinants (...,)."""
    a = asarray(a)
    stack, lead = stacked(a, square=True)
    kind = result_kind(a)
    return result([_det(rows) for rows in stack], lead, kind)


def _det(rows: Rows) -> float:
    sign, size = _sign_and_log(rows)
    try:
        return sign * math.exp(size)
    except OverflowError:
        return sign * math.inf


# --- factors --------------------------------------------------------------------------------------
def cholesky(a: Any, /, *, upper: bool = False) -> Any:
    """The lower (or upper) triangles L with L L^T = a; LinAlgError where a is not positive."""
    a = asarray(a)
    stack, lead = stacked(a, square=True)
    kind, n = result_kind(a), a.shape[-1]
    found = []
    for rows in stack:
        lower = factors.cholesky(factors.columns(rows) if upper else rows)
        if lower is None:
            raise LinAlgError("Matrix is not positive definite")
        found.append(factors.columns(lower) if upper else lower)
    return unstacked(found, lead, n, n, kind)


def qr(a: Any, mode: str = "reduced") -> Any:
    """(Q, R) with a = Q R, Q's columns orthonormal and R an upper triangle; mode "r": only R."""
    if mode not in ("reduced", "complete", "r"):
        raise ValueError(f"Unrecognized mode '{mode}'")
    a = asarray(a)
    stack, lead = stacked(a)
    kind, (m, n) = result_kind(a), a.shape[-2:]
    width = m if mode == "complete" else min(m, n)
    found = [factors.qr(rows, width) if rows else ([], []) for rows in stack]
    r = unstacked([each[1] for each in found], lead, width, n, kind)
    if mode == "r":
        return r
    return QRResult(unstacked([each[0] for each in found], lead, m, width, kind), r)
