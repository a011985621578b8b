"""Running sums and products, and their opposite: cumsum, cumprod, diff."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import accumulate
from operator import add, mul
from typing import Any

from gradwalk.ndlist.base import build, into, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import INT64, NAMES
from gradwalk.ndlist.dtype import dtype as _dtype
from gradwalk.ndlist.elementwise import not_equal, subtract
from gradwalk.ndlist.join import concatenate
from gradwalk.ndlist.lanes import lanes, woven
from gradwalk.ndlist.memory import convert, decode, encode
from gradwalk.ndlist.shape import axis_of, broadcast_to

Step = Callable[[Any, Any], Any]


def _rounded(step: Step, kind: _dtype) -> Step:
    """The step with its result rounded to the dtype, as each is where it is stored."""
    if kind.name == "float32":
        cell = array("f", [0.0])

        def one(total: float, number: float) -> float:
            cell[0] = step(total, number)
            return cell[0]

        return one
    if kind.name in ("float16", "complex64"):
        return lambda total, number: decode(encode((step(total, number),), kind), kind)[0]
    return step


def _scan(step: Step, a: Any, axis: Any, dtype: Any, out: Any) -> Any:
    a = asarray(a)
    if dtype is not None:
        kind = _dtype(dtype)
    elif a.dtype.kind in "biu" and a.dtype.itemsize < 8:
        kind = NAMES["uint64"] if a.dtype.kind == "u" else INT64
    else:
        kind = a.dtype
    shape = (a.size,) if axis is None or not a.shape else a.shape
    axis = axis_of(axis or 0, len(shape))
    step = _rounded(step, kind)
    rows = lanes(list(convert(values(a), a.dtype, kind)), shape, axis)
    flat = woven([list(accumulate(row, step)) for row in rows], shape, axis)
    made = build(flat, shape, kind)
    return into(out, made)


def cumsum(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
    """The sums of the first elements along an axis; of all elements in C order for None."""
    return _scan(add, a, axis, dtype, out)


def cumprod(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
    """The products of the first elements along an axis."""
    return _scan(mul, a, axis, dtype, out)


def diff(a: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """The differences of neighbours along an axis, n times."""
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n!r}")
    a = asarray(a)
    if not a.ndim:
        raise ValueError("diff requires input that is at least one dimensional")
    axis = axis_of(axis, a.ndim)
    edge = (*a.shape[:axis], 1, *a.shape[axis + 1 :])
    more = [asarray(each) if each is not None else None for each in (prepend, append)]
    more = [broadcast_to(x, edge) if x is not None and not x.ndim else x for x in more]
    parts = [x for x in (more[0], a, more[1]) if x is not None]
    if len(parts) > 1:
        a = concatenate(parts, axis)
    before = (slice(None),) * axis
    difference = not_equal if a.dtype.kind == "b" else subtract
    for _ in range(n):
        a = difference(a[(*before, slice(1, None))], a[(*before, slice(None, -1))])
    return a
