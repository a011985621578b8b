"""Singular values and vectors of one matrix, given as a list of rows: one-sided Jacobi rotations.

Columns are turned in pairs until all are at right angles: their lengths are the singular values,
to full relative accuracy. The signs of the vectors are not always LAPACK's: both are right.
"""

from __future__ import annotations

import math

from gradwalk.ndlist.eigen import rotate
from gradwalk.ndlist.factors import Rows, columns, plain, qr

SWEEPS = 60
EPSILON = 2.0**-52


def turned(work: Rows, right: Rows) -> bool:
    """One sweep over all pairs of columns, in place; whether any was turned."""
    changed = False
    for i in range(len(work) - 1):
        for j in range(i + 1, len(work)):
            a, b, c = plain(work[i], work[i]), plain(work[j], work[j]), plain(work[i], work[j])
            if c == 0 or abs(c) <= EPSILON * math.sqrt(a) * math.sqrt(b):
                continue
            changed = True
            zeta = (b - a) / (2 * c)
            tangent = math.copysign(1 / (abs(zeta) + math.hypot(1.0, zeta)), zeta)
            cosine = 1 / math.hypot(1.0, tangent)
            for vectors in (work, right):
                rotate(vectors, i, j, cosine, -cosine * tangent)
    return changed


def completed(vectors: Rows, length: int, count: int) -> Rows:
    """Orthonormal vectors and as many more as `count` needs, all at right angles."""
    if len(vectors) == count:
        return vectors
    rows = columns(vectors) if vectors else [[] for _ in range(length)]
    q, _ = qr(rows, length)
    return vectors + columns(q)[len(vectors) : count]


def tall(rows: Rows, n: int, count: int) -> tuple[Rows, list[float], Rows] | None:
    """(columns of U, singular values, columns of V) of (m, n) with m >= n; None: no convergence."""
    scale = max((abs(x) for row in rows for x in row), default=0.0)
    if not math.isfinite(scale):
        return None
    work = [[x / scale for x in column] for column in columns(rows)] if scale else columns(rows)
    right = [[float(i == j) for i in range(n)] for j in range(n)]
    for _ in range(SWEEPS):
        if not turned(work, right):
            break
    else:
        return None
    sizes = [math.hypot(*column) for column in work]
    order = sorted(range(n), key=sizes.__getitem__, reverse=True)
    most = sizes[order[0]] if order else 0.0
    kept = [i for i in order if sizes[i] > most * EPSILON * n * 0.01 and sizes[i] > 0]
    left = [[x / sizes[i] for x in work[i]] for i in kept]
    found = [sizes[i] * scale for i in order]
    return completed(left, len(rows), count), found, [right[i] for i in order]


def svd(rows: Rows, m: int, n: int, full: bool) -> tuple[Rows, list[float], Rows] | None:
    """(U, singular values in descending order, Vh) as rows; None where it does not converge."""
    if m >= n:
        found = tall(rows, n, m if full else n)
        if found is None:
            return None
        left, sizes, right = found
        return columns(left) if left else [[] for _ in range(m)], sizes, right
    found = tall(columns(rows) if rows else [[] for _ in range(n)], m, n if full else m)
    if found is None:
        return None
    right, sizes, left = found
    return columns(left) if left else [], sizes, right
