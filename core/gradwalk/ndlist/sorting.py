"""Sorting and what needs an order: sort, argsort, searchsorted, unique.

nan comes last, as in NumPy. Every sort is stable here: NumPy's default one is not, so equal
elements of long rows may come in another order from its argsort.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from gradwalk.ndlist.base import build, result, store, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import BOOL, INT64
from gradwalk.ndlist.lanes import lanes, woven
from gradwalk.ndlist.memory import encode
from gradwalk.ndlist.shape import AxisError, axis_of


def is_nan(value: Any) -> bool:
    return bool(value != value)


def _key(row: Sequence[Any]) -> Any:
    """What puts nan behind everything else, or None where plain comparison will do."""
    if any(map(is_nan, row)) or (row and row[0].__class__ is complex):
        return _place_of_nan
    return None


def _place_of_nan(value: Any) -> tuple[Any, ...]:
    if value.__class__ is complex:
        return *_place_of_nan(value.real), *_place_of_nan(value.imag)
    return (True, 0.0) if is_nan(value) else (False, value)


def ordered(row: Sequence[Any]) -> list[Any]:
    """The numbers in ascending order, nan last."""
    return sorted(row, key=_key(row))


def order(row: Sequence[Any]) -> list[int]:
    """The places of the numbers in ascending order; equal ones keep theirs."""
    key = _key(row)
    if key is None:
        return sorted(range(len(row)), key=row.__getitem__)
    keys = list(map(key, row))
    return sorted(range(len(row)), key=keys.__getitem__)


def sort(a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
    """A sorted copy; axis=None sorts all elements as one row."""
    a = asarray(a)
    flat, shape = values(a), a.shape
    if axis is None:
        return build(ordered(flat), (a.size,), a.dtype)
    axis = axis_of(axis, len(shape))
    return build(woven(list(map(ordered, lanes(flat, shape, axis))), shape, axis), shape, a.dtype)


def sort_in_place(a: Any, axis: Any = -1, kind: Any = None, **options: Any) -> None:
    """ndarray.sort."""
    store(a, encode(values(sort(a, axis)), a.dtype))


def argsort(
    a: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None
) -> Any:
    """Where in each row its elements are in ascending order."""
    a = asarray(a)
    flat, shape = values(a), a.shape or (1,)
    if axis is None:
        shape, axis = (a.size,), 0
    if not a.shape and axis not in (-1, 0):
        raise AxisError(f"axis {axis} is out of bounds for array of dimension 0")
    axis = axis_of(axis, len(shape))
    return build(woven(list(map(_order, lanes(flat, shape, axis))), shape, axis), shape, INT64)


_order = order  # where a parameter has that name


def partition(a: Any, kth: Any, axis: Any = -1, **options: Any) -> Any:
    """The kth element in its place; sorted altogether, which is one of the allowed answers."""
    return sort(a, axis)


def argpartition(a: Any, kth: Any, axis: Any = -1, **options: Any) -> Any:
    """The same for argsort."""
    return argsort(a, axis)


def lexsort(keys: Any, axis: int = -1) -> Any:
    """The order by the last key, within it by the one before it, and so on."""
    rows = [values(asarray(key)) for key in keys]
    found = list(range(len(rows[0])))
    for row in rows:
        places = {place: rank for rank, place in enumerate(order_by(row, found))}
        found.sort(key=places.__getitem__)
    return build(found, (len(found),), INT64)


def order_by(row: Sequence[Any], before: list[int]) -> list[int]:
    """The order of a row where equal elements keep an order they had before."""
    return [before[i] for i in order([row[place] for place in before])]


def searchsorted(a: Any, v: Any, side: str = "left", sorter: Any = None) -> Any:
    """Where elements are to be inserted to keep `a` (1-d) in order; an int for a number."""
    if side not in ("left", "right"):
        raise ValueError(f"search side must be 'left' or 'right' (got {side!r})")
    a, v = asarray(a), asarray(v)
    if a.ndim != 1:
        raise ValueError("object too deep for desired array")
    row = values(a)
    if sorter is not None:
        row = [row[i] for i in values(asarray(sorter))]
    known = len(row)
    while known and is_nan(row[known - 1]):
        known -= 1
    find, last = (bisect_left, known) if side == "left" else (bisect_right, len(row))
    found = [last if is_nan(x) else find(row, x, 0, known) for x in values(v)]
    return result(found, v.shape, INT64)


class _Group(NamedTuple):
    value: Any
    places: list[int]


def _groups(items: Sequence[Any], equal_nan: bool) -> list[_Group]:
    """Equal items together, in ascending order, each group's places in order."""
    key = _key(items) if not items or not isinstance(items[0], tuple) else None
    keys = items if key is None else [key(each) for each in items]
    places = sorted(range(len(items)), key=keys.__getitem__)
    found: list[_Group] = []
    for _, group in groupby(places, key=keys.__getitem__):
        same = list(group)
        if is_nan(items[same[0]]) and not equal_nan:
            found += [_Group(items[place], [place]) for place in same]
        else:
            found.append(_Group(items[same[0]], same))
    return found


def unique(
    ar: Any,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: Any = None,
    *,
    equal_nan: bool = True,
    sorted: bool = True,
) -> Any:
    """The distinct elements (or slices along `axis`) in ascending order.

    On demand also where each comes first, which of them each element is, how often each comes.
    """
    ar = asarray(ar)
    flat, shape = values(ar), ar.shape
    if axis is None:
        groups = _groups(flat, equal_nan)
        made = build([each.value for each in groups], (len(groups),), ar.dtype)
        inverse_shape = shape
    else:
        axis = axis_of(axis, ar.ndim)
        others = lanes(flat, shape, axis)
        items = list(zip(*others, strict=True)) if others else [()] * shape[axis]
        groups = _groups(items, equal_nan)
        rows = list(zip(*map(itemgetter(0), groups), strict=True)) or [()] * len(others)
        shape = (*shape[:axis], len(groups), *shape[axis + 1 :])
        made = build(woven(rows, shape, axis), shape, ar.dtype)
        inverse_shape = (len(items),)
    wanted = [made]
    if return_index:
        wanted.append(build([each.places[0] for each in groups], (len(groups),), INT64))
    if return_inverse:
        numbers = {place: n for n, each in enumerate(groups) for place in each.places}
        inverse = [numbers[i] for i in range(len(numbers))]
        wanted.append(build(inverse, inverse_shape, INT64))
    if return_counts:
        wanted.append(build([len(each.places) for each in groups], (len(groups),), INT64))
    return wanted[0] if len(wanted) == 1 else tuple(wanted)


def isin(
    element: Any,
    test_elements: Any,
    assume_unique: bool = False,
    invert: bool = False,
    *,
    kind: Any = None,
) -> Any:
    """Which elements are among others; nan never is."""
    element, others = asarray(element), asarray(test_elements)
    known = {x for x in values(others) if not is_nan(x)}
    found = [(x in known) != invert for x in values(element)]
    return build(found, element.shape, BOOL)
