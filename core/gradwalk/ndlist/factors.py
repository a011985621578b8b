"""Factors of one matrix of numbers, given as a list of rows: LU, Cholesky, QR.

The order of operations is LAPACK's unblocked one, so that small matrices get NumPy's signs,
pivots and mostly its very digits. NumPy computes them in double precision whatever the dtype.
"""

from __future__ import annotations

import math
from operator import mul
from typing import NamedTuple

Rows = list[list[float]]

SMALL = 8  # matrices up to this size are factored with fused products
SPLIT = 2.0**27 + 1
HUGE = 2.0**900  # beyond it splitting would overflow


class LU(NamedTuple):
    """P A = L U; both factors in `rows`, the ones on L's diagonal left out."""

    rows: Rows
    order: list[int]  # row i of P A is row order[i] of A
    sign: int  # of the permutation
    singular: bool  # whether U has a zero on its diagonal


def columns(rows: Rows) -> Rows:
    """The transpose: the columns as lists."""
    return [list(column) for column in zip(*rows, strict=True)]


def plain(first: list[float], second: list[float]) -> float:
    """The sum of products, over the shorter one's length."""
    total: float = sum(map(mul, first, second))
    return total


def fused(first: list[float], second: list[float]) -> float:
    """The same, with each product added before it is rounded, as processors with an FMA do."""
    total = 0.0
    for x, y in zip(first, second, strict=False):
        product = x * y
        if math.isfinite(product) and abs(x) < HUGE and abs(y) < HUGE:
            total = math.fsum((total, product, missed(x, y, product)))
        else:
            total += product
    return total


def missed(x: float, y: float, product: float) -> float:
    """What rounding took from x * y, by Veltkamp's splitting and Dekker's product."""
    x_high, y_high = x * SPLIT, y * SPLIT
    x_high, y_high = x_high - (x_high - x), y_high - (y_high - y)
    x_low, y_low = x - x_high, y - y_high
    return x_low * y_low - (((product - x_high * y_high) - x_low * y_high) - x_high * y_low)


def lu(rows: Rows) -> LU:
    """Gaussian elimination with partial pivoting, a column at a time (n, n).

    Whether a singular matrix of small integers ends with a pivot of exactly zero is a matter of
    the last digit: so they are fused as NumPy's BLAS does, where that takes no time to speak of.
    """
    n = len(rows)
    dot = fused if n <= SMALL else plain
    order, sign, singular = list(range(n)), 1, False
    lower: Rows = [[] for _ in range(n)]  # the part of each row that is ready
    for j, given in enumerate(columns(rows)):
        column = [given[i] for i in order]
        for i in range(1, j):
            column[i] = column[i] - dot(lower[i][:i], column)
        if j:
            sums = [dot(row, column) for row in lower[j:]]
            column[j:] = [a - b for a, b in zip(column[j:], sums, strict=True)]
        pivot = largest(column, j)
        if pivot != j:
            sign = -sign
            order[j], order[pivot] = order[pivot], order[j]
            lower[j], lower[pivot] = lower[pivot], lower[j]
            column[j], column[pivot] = column[pivot], column[j]
        divisor = column[j]
        if divisor == 0:
            singular = True
        else:
            inverse = 1 / divisor
            column[j + 1 :] = [value * inverse for value in column[j + 1 :]]
        for row, value in zip(lower, column, strict=True):
            row.append(value)
    return LU(lower, order, sign, singular)


def largest(column: list[float], start: int) -> int:
    """Where the number of the largest size is, from `start` on; nan counts as none."""
    best, size = start, -1.0
    for i in range(start, len(column)):
        if abs(column[i]) > size:
            best, size = i, abs(column[i])
    return best


def substitute(factors: LU, given: Rows) -> Rows:
    """The solution X of A X = given, as rows (n, k); the factors are not singular."""
    upper = [row[i + 1 :] for i, row in enumerate(factors.rows)]
    solved = []
    for column in columns(given):
        found = [column[i] for i in factors.order]
        for i, row in enumerate(factors.rows):  # L y = P b: the first i numbers are ready
            if i:
                found[i] = found[i] - plain(row[:i], found)
        for i in range(len(found) - 1, -1, -1):  # U x = y
            rest = found[i] - plain(upper[i], found[i + 1 :])
            found[i] = rest / factors.rows[i][i]
        solved.append(found)
    return columns(solved) if solved else [[] for _ in given]


def cholesky(rows: Rows) -> Rows | None:
    """The lower L with L L^T = A, from A's lower triangle; None where A is not positive."""
    done: Rows = []
    for i, row in enumerate(rows):
        mine: list[float] = []
        for j in range(i):
            rest = row[j] - plain(done[j], mine)
            mine.append(rest / done[j][j])
        rest = row[i] - plain(mine, mine)
        if not rest > 0:  # nan too
            return None
        mine.append(math.sqrt(rest))
        done.append(mine + [0.0] * (len(rows) - i - 1))
    return done


def reflector(vector: list[float]) -> tuple[float, float, list[float]]:
    """(beta, tau, v) of H = 1 - tau v v^T with H vector = (beta, 0, ...) and v[0] = 1.

    As LAPACK's larfg: beta has the other sign than vector[0], and H is the identity where there
    is nothing to be done.
    """
    alpha = vector[0] if vector else 0.0
    size = math.hypot(*vector[1:])
    if size == 0:
        return alpha, 0.0, [1.0] + [0.0] * (len(vector) - 1)
    beta = -math.copysign(math.hypot(alpha, size), alpha)
    tau = (beta - alpha) / beta
    scale = 1 / (alpha - beta)
    return beta, tau, [1.0, *(value * scale for value in vector[1:])]


def reflect(columns_: Rows, start: int, tau: float, v: list[float]) -> None:
    """Apply H to the part from row `start` on of each column, in place."""
    if tau == 0:
        return
    for column in columns_:
        amount = tau * plain(v, column[start:])
        column[start:] = [
            value - amount * each for value, each in zip(column[start:], v, strict=True)
        ]


def qr(rows: Rows, width: int) -> tuple[Rows, Rows]:
    """(Q, R) by Householder reflections: (m, n) -> (m, width), (width, n)."""
    m = len(rows)
    work = columns(rows)
    reflectors = []
    for i in range(min(m, len(work))):
        beta, tau, v = reflector(work[i][i:])
        work[i][i:] = [beta] + [0.0] * (m - i - 1)
        reflect(work[i + 1 :], i, tau, v)
        reflectors.append((i, tau, v))
    q = [[float(i == j) for i in range(m)] for j in range(width)]
    for start, tau, v in reversed(reflectors):  # as LAPACK's org2r, to the sign of a zero
        reflect(q[start + 1 :], start, tau, v)
        q[start][start:] = [1 - tau, *(-tau * value for value in v[1:])]
    return columns(q) if q else [[] for _ in rows], columns([column[:width] for column in work])
