"""Eigenvalues and eigenvectors of one symmetric matrix, given as a list of rows.

Householder reflections make it tridiagonal, then implicit QL sweeps (Wilkinson's shift) make it
diagonal: LAPACK's `sytd2` and `steqr`, in their order, so that eigenvectors get NumPy's signs.
"""

from __future__ import annotations

import math
from itertools import pairwise

from gradwalk.ndlist.factors import Rows, columns, plain, reflect, reflector

EPSILON = 2.0**-53
TINY = 2.0**-1022
SWEEPS = 30  # for each eigenvalue, as LAPACK gives up


def tridiagonal(rows: Rows) -> tuple[list[float], list[float], Rows]:
    """(diagonal, off-diagonal, columns of Q) of A = Q T Q^T, from A's lower triangle."""
    n = len(rows)
    full = [[rows[max(i, j)][min(i, j)] for j in range(n)] for i in range(n)]
    off, reflectors = [], []
    for i in range(n - 1):
        beta, tau, v = reflector(full[i][i + 1 :])
        off.append(beta)
        if tau:
            below = [row[i + 1 :] for row in full[i + 1 :]]
            x = [tau * plain(row, v) for row in below]
            half = -0.5 * tau * plain(x, v)
            w = [a + half * b for a, b in zip(x, v, strict=True)]
            for k, row in enumerate(below):
                full[i + 1 + k][i + 1 :] = [
                    a - v[k] * b - w[k] * c for a, b, c in zip(row, w, v, strict=True)
                ]
        reflectors.append((i + 1, tau, v))
    q = [[float(i == j) for i in range(n)] for j in range(n)]
    for start, tau, v in reversed(reflectors):
        reflect(q[start:], start, tau, v)
    return [full[i][i] for i in range(n)], off, q


def rotation(f: float, g: float) -> tuple[float, float, float]:
    """(c, s, r) with c f + s g = r and -s f + c g = 0; c is not negative."""
    if g == 0:
        return 1.0, 0.0, f
    if f == 0:
        return 0.0, math.copysign(1.0, g), abs(g)
    size = math.copysign(math.hypot(f, g), f)
    return abs(f) / abs(size), g / size, size


def two_by_two(a: float, b: float, c: float) -> tuple[float, float, float, float]:
    """(larger, smaller, cos, sin) of [[a, b], [b, c]]: by size; (cos, sin) belongs to the larger.

    As LAPACK's laev2, which never cancels.
    """
    total, gap, twice = a + c, a - c, b + b
    root = math.hypot(gap, twice)
    big, small = (a, c) if abs(a) > abs(c) else (c, a)
    if total == 0:
        first, second = 0.5 * root, -0.5 * root
    else:
        first = 0.5 * (total + math.copysign(root, total))
        second = (big / first) * small - (b / first) * b
    lead = gap + (root if gap >= 0 else -root)
    if abs(lead) > abs(twice):
        ratio = -twice / lead
        sine = 1 / math.sqrt(1 + ratio * ratio)
        cosine = ratio * sine
    elif twice == 0:
        cosine, sine = 1.0, 0.0
    else:
        ratio = -lead / twice
        cosine = 1 / math.sqrt(1 + ratio * ratio)
        sine = ratio * cosine
    if (total >= 0) == (gap >= 0):
        cosine, sine = -sine, cosine
    return first, second, cosine, sine


def rotate(vectors: Rows, low: int, high: int, c: float, s: float) -> None:
    """Rotate two columns: (c low + s high, c high - s low)."""
    first, second = vectors[low], vectors[high]
    vectors[low] = [c * x + s * y for x, y in zip(first, second, strict=True)]
    vectors[high] = [c * y - s * x for x, y in zip(first, second, strict=True)]


def negligible(d: list[float], e: list[float], here: int, there: int) -> bool:
    """Whether the off-diagonal number between two neighbours is as good as zero."""
    size = abs(e[min(here, there)])
    return size * size <= EPSILON * EPSILON * abs(d[here]) * abs(d[there]) + TINY


def sweep(d: list[float], e: list[float], vectors: Rows, part: list[int]) -> None:
    """One implicit sweep over neighbours `part`, from its end to its start, in place."""
    links = [min(pair) for pair in pairwise(part)]  # their places in e
    p = d[part[0]]
    g = (d[part[1]] - p) / (2 * e[links[0]])
    g = d[part[-1]] - p + e[links[0]] / (g + math.copysign(math.hypot(g, 1.0), g))
    s = c = 1.0
    p = 0.0
    turns = []
    for k in range(len(links) - 1, -1, -1):
        here, there = part[k], part[k + 1]
        f, b = s * e[links[k]], c * e[links[k]]
        c, s, r = rotation(g, f)
        if k + 1 < len(links):
            e[links[k + 1]] = r
        g = d[there] - p
        r = (d[here] - g) * s + 2 * c * b
        p = s * r
        d[there] = g + p
        g = c * r - b
        turns.append((here, there, c, s))
    for here, there, cosine, sine in turns:
        rotate(vectors, here, there, cosine, -sine)
    d[part[0]] -= p
    e[links[0]] = g


def block(d: list[float], e: list[float], vectors: Rows, part: list[int], budget: int) -> int:
    """Make one unreduced block diagonal; returns the sweeps left, negative if they ran out."""
    while part:
        length = 1
        while length < len(part) and not negligible(d, e, part[length - 1], part[length]):
            length += 1
        if length < len(part):
            e[min(part[length - 1], part[length])] = 0.0
        if length == 1:
            part = part[1:]
        elif length == 2:
            low, high = sorted(part[:2])
            d[low], d[high], c, s = two_by_two(d[low], e[low], d[high])
            rotate(vectors, low, high, c, s)
            e[low] = 0.0
            part = part[2:]
        elif budget == 0:
            return -1
        else:
            budget -= 1
            sweep(d, e, vectors, part[:length])
    return budget


def eigh(rows: Rows) -> tuple[list[float], Rows] | None:
    """(eigenvalues in ascending order, eigenvectors as columns of rows); None: no convergence."""
    if not all(map(math.isfinite, (x for row in rows for x in row))):
        lost = [math.nan] * len(rows)
        return lost, [list(lost) for _ in rows]
    d, e, vectors = tridiagonal(rows)
    n, start, budget = len(d), 0, SWEEPS * len(d)
    while start < n:
        stop = start
        while stop < n - 1 and abs(e[stop]) > (
            math.sqrt(abs(d[stop])) * math.sqrt(abs(d[stop + 1])) * EPSILON
        ):
            stop += 1
        if stop < n - 1:
            e[stop] = 0.0
        part = list(range(start, stop + 1))
        if abs(d[stop]) < abs(d[start]):
            part.reverse()  # QR instead of QL: the smaller end first
        budget = block(d, e, vectors, part, budget)
        if budget < 0:
            return None
        start = stop + 1
    for i in range(n - 1):  # by selection, as LAPACK does: equal ones keep its order
        k = min(range(i, n), key=d.__getitem__)
        d[i], d[k] = d[k], d[i]
        vectors[i], vectors[k] = vectors[k], vectors[i]
    return d, columns(vectors)
