"""Reductions: sum, mean, max, argmax, any and their kin."""

from __future__ import annotations

import builtins
import math
import operator
from typing import Any

from gradwalk.ndlist import elementwise as e
from gradwalk.ndlist.base import Shape, into, result
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import FLOAT16, FLOAT32, FLOAT64, INT64
from gradwalk.ndlist.dtype import dtype as dtype_of
from gradwalk.ndlist.folding import NONE, parted
from gradwalk.ndlist.shape import axes_of, axis_of, broadcast_to, chunks, kept_shape
from gradwalk.ndlist.ufunc import ufunc

Axis = int | tuple[int, ...] | None


def _reduction(function: ufunc, name: str, doc: str) -> Any:
    def reduce(
        a: Any,
        axis: Axis = None,
        dtype: Any = None,
        out: Any = None,
        keepdims: bool = False,
        initial: Any = NONE,
        where: Any = True,
    ) -> Any:
        return function.reduce(a, axis, dtype, out, keepdims, initial, where)

    reduce.__name__ = reduce.__qualname__ = name
    reduce.__doc__ = doc
    return reduce


def _extreme(function: ufunc, name: str, doc: str) -> Any:
    """One that keeps the dtype, and has no parameter for it."""
    reduction = _reduction(function, name, doc)

    def reduce(a: Any, axis: Axis = None, out: Any = None, *more: Any, **named: Any) -> Any:
        return reduction(a, axis, None, out, *more, **named)

    reduce.__name__ = reduce.__qualname__ = name
    reduce.__doc__ = doc
    return reduce


sum = _reduction(e.add, "sum", "The sum over axes.")
prod = _reduction(e.multiply, "prod", "The product over axes.")
max = amax = _extreme(e.maximum, "max", "The largest element over axes; nan if there is one.")
min = amin = _extreme(e.minimum, "min", "The smallest element over axes; nan if there is one.")
all = _extreme(e.logical_and, "all", "Whether every element over axes is true.")
any = _extreme(e.logical_or, "any", "Whether one element over axes is true.")


def mean(
    a: Any,
    axis: Axis = None,
    dtype: Any = None,
    out: Any = None,
    keepdims: bool = False,
    *,
    where: Any = True,
) -> Any:
    """The mean over axes; integers' is float64."""
    found = asarray(a)
    if dtype is not None:
        inner = outer = dtype_of(dtype)
    elif found.dtype.kind in "biu":
        inner = outer = FLOAT64
    else:  # float16 is summed in float32
        inner, outer = (FLOAT32 if found.dtype is FLOAT16 else found.dtype), found.dtype
    total = e.add.reduce(found, axis, inner, None, keepdims, where=where)
    if where is True:
        count: Any = math.prod([found.shape[i] for i in axes_of(axis, found.ndim)])
    else:
        wanted = broadcast_to(asarray(where, bool), found.shape)
        count = count_nonzero(wanted, axis, keepdims=keepdims)
    made = e.divide(total, count).astype(outer)
    return into(out, made)


def count_nonzero(a: Any, axis: Axis = None, *, keepdims: bool = False) -> Any:
    """How many elements are not zero."""
    found = asarray(a)
    return e.add.reduce(found.astype(bool), axis, INT64, None, keepdims)


def ptp(a: Any, axis: Axis = None, out: Any = None, keepdims: bool = False) -> Any:
    """The largest element less the smallest."""
    return e.subtract(max(a, axis, keepdims=keepdims), min(a, axis, keepdims=keepdims), out=out)


# --- where the extreme is -------------------------------------------------------------------------
def _place(part: list[Any], pick: Any) -> int:
    """Where the extreme element is, or the first that is not a number."""
    if builtins.sum(map(operator.ne, part, part)):
        return next(i for i, x in enumerate(part) if x != x)
    return part.index(pick(part))


def _where(a: Any, axis: int | None, keepdims: bool, pick: Any, name: str) -> Any:
    found = asarray(a)
    axes = axes_of(None, found.ndim) if axis is None else (axis_of(axis, found.ndim),)
    flat, shape, count = chunks(found, axes)
    if not count:
        raise ValueError(f"attempt to get {name} of an empty sequence")
    if found.dtype.kind == "c":
        flat = [complex_key(z) for z in flat]
    places = [_place(part, pick) for part in parted(flat, count, math.prod(shape))]
    lengths: Shape = kept_shape(found.shape, axes) if keepdims else shape
    return result(places, lengths, INT64)


def complex_key(z: complex) -> Any:
    """How complex numbers are ordered: by real, then by imaginary part."""
    return z if z != z else (z.real, z.imag)


def argmax(a: Any, axis: int | None = None, out: Any = None, *, keepdims: bool = False) -> Any:
    """Where the largest element is; the first of equals."""
    made = _where(a, axis, keepdims, builtins.max, "argmax")
    return made if out is None else e.positive(made, out=out)


def argmin(a: Any, axis: int | None = None, out: Any = None, *, keepdims: bool = False) -> Any:
    """Where the smallest element is; the first of equals."""
    made = _where(a, axis, keepdims, builtins.min, "argmin")
    return made if out is None else e.positive(made, out=out)
