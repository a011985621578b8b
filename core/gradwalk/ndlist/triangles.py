"""Triangles and diagonals of matrices: tri, tril, triu, diag, diagonal, trace."""

from __future__ import annotations

from typing import Any

from gradwalk.ndlist.base import build, look, steps_of, values
from gradwalk.ndlist.create import asarray, zeros
from gradwalk.ndlist.dtype import BOOL, INT64
from gradwalk.ndlist.dtype import dtype as _dtype
from gradwalk.ndlist.memory import convert
from gradwalk.ndlist.shape import named_axis


def _below(rows: int, columns: int, k: int) -> list[bool]:
    """Which elements of a matrix are on or below a diagonal."""
    flat: list[bool] = []
    for i in range(rows):
        count = min(max(i + k + 1, 0), columns)
        flat += [True] * count + [False] * (columns - count)
    return flat


def tri(N: int, M: int | None = None, k: int = 0, dtype: Any = float) -> Any:
    """Ones on and below a diagonal."""
    columns, kind = N if M is None else M, _dtype(dtype)
    return build(convert(_below(N, columns, k), BOOL, kind), (N, columns), kind)


def _kept(m: Any, keep: list[bool], shape: tuple[int, ...]) -> Any:
    flat = values(m)
    if len(m.shape) == 1:
        flat = flat * m.shape[0]
    (zero,) = values(zeros(1, m.dtype))
    whole = keep * (len(flat) // len(keep)) if keep else []
    return build([x if on else zero for x, on in zip(flat, whole, strict=True)], shape, m.dtype)


def _square(m: Any) -> tuple[int, ...]:
    """The shape of the result: a vector stands for a matrix whose rows are all that vector."""
    shape: tuple[int, ...] = m.shape
    if not shape:
        raise TypeError("tri() missing 1 required positional argument: 'N'")
    return shape * 2 if len(shape) == 1 else shape


def tril(m: Any, k: int = 0) -> Any:
    """A copy with zeros above a diagonal, for each matrix of the last two axes."""
    m = asarray(m)
    shape = _square(m)
    rows, columns = shape[-2:]
    return _kept(m, _below(rows, columns, k), shape)


def triu(m: Any, k: int = 0) -> Any:
    """A copy with zeros below a diagonal, for each matrix of the last two axes."""
    m = asarray(m)
    shape = _square(m)
    rows, columns = shape[-2:]
    return _kept(m, [not each for each in _below(rows, columns, k - 1)], shape)


def tril_indices(n: int, k: int = 0, m: int | None = None) -> tuple[Any, Any]:
    """The places on and below a diagonal: rows, columns."""
    return _indices(_below(n, n if m is None else m, k), n if m is None else m)


def triu_indices(n: int, k: int = 0, m: int | None = None) -> tuple[Any, Any]:
    """The places on and above a diagonal: rows, columns."""
    width = n if m is None else m
    return _indices([not each for each in _below(n, width, k - 1)], width)


def _indices(keep: list[bool], columns: int) -> tuple[Any, Any]:
    found = [divmod(place, columns) for place, on in enumerate(keep) if on]
    rows, places = ([pair[i] for pair in found] for i in (0, 1))
    return build(rows, (len(found),), INT64), build(places, (len(found),), INT64)


def diagonal(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """A view of the diagonals of two axes, as the last axis; not to be written."""
    a = asarray(a)
    if a.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    first, second = named_axis("axis1", axis1, a.ndim), named_axis("axis2", axis2, a.ndim)
    if first == second:
        raise ValueError("axis1 and axis2 cannot be the same")
    steps, rows, columns = steps_of(a), a.shape[first], a.shape[second]
    length = max(0, min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns))
    start = steps[second] * offset if offset >= 0 else -steps[first] * offset
    others = [i for i in range(a.ndim) if i not in (first, second)]
    found = look(
        a,
        a._offset + (start if length else 0),
        (*(a.shape[i] for i in others), length),
        (*(steps[i] for i in others), steps[first] + steps[second]),
    )
    found._sealed = True
    return found


def diag(v: Any, k: int = 0) -> Any:
    """The diagonal of a matrix, or a matrix with that diagonal."""
    v = asarray(v)
    if v.ndim == 2:
        return diagonal(v, k)
    if v.ndim != 1:
        raise ValueError("Input must be 1- or 2-d.")
    n = v.size + abs(k)
    (zero,) = values(zeros(1, v.dtype))
    flat = [zero] * (n * n)
    flat[max(k, 0) + max(-k, 0) * n :: n + 1] = _spaced(flat, v, k, n)
    return build(flat, (n, n), v.dtype)


def _spaced(flat: list[Any], v: Any, k: int, n: int) -> list[Any]:
    """The numbers of a diagonal, with what lies behind its end in steps of n + 1."""
    behind: int = len(range(max(k, 0) + max(-k, 0) * n, len(flat), n + 1)) - v.size
    return values(v) + flat[:1] * behind


def diagflat(v: Any, k: int = 0) -> Any:
    """A matrix with all elements of an array on a diagonal."""
    return diag(asarray(v).reshape(-1), k)


def trace(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1, dtype: Any = None) -> Any:
    """The sum of a diagonal."""
    return diagonal(a, offset, axis1, axis2).sum(axis=-1, dtype=dtype)


def fill_diagonal(a: Any, val: Any) -> None:
    """Write the main diagonal of an array, in place."""
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    if a.ndim > 2 and len(set(a.shape)) > 1:
        raise ValueError("All dimensions of input must be of equal length")
    length = min(a.shape)
    look(a, a._offset, (length,), (sum(steps_of(a)),))[...] = val
