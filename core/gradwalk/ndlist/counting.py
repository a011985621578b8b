"""Counting: bincount, histogram, digitize."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from itertools import pairwise
from operator import index
from typing import Any

from gradwalk.ndlist.base import build, values
from gradwalk.ndlist.create import asarray, linspace
from gradwalk.ndlist.dtype import FLOAT64, INT64, can_cast, result_type
from gradwalk.ndlist.memory import convert
from gradwalk.ndlist.sorting import searchsorted


def bincount(x: Any, /, weights: Any = None, minlength: int = 0) -> Any:
    """How often each of 0, 1, 2, ... occurs (or the sum of its weights)."""
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError(
            "object too deep for desired array"
            if x.ndim
            else "object of too small depth for desired array"
        )
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    if not x.size:
        return build([0] * minlength, (minlength,), INT64)
    if not can_cast(x.dtype, INT64):
        raise TypeError(
            f"Cannot cast array data from {x.dtype!r} to dtype('int64') according to the rule "
            "'safe'"
        )
    places = convert(values(x), x.dtype, INT64)
    if places and min(places) < 0:
        raise ValueError("'list' argument must have no negative elements")
    length = max(minlength, max(places, default=-1) + 1)
    if weights is None:
        counts = [0] * length
        for place in places:
            counts[place] += 1
        return build(counts, (length,), INT64)
    weights = asarray(weights)
    if weights.size != len(places):
        raise ValueError("The weights and list don't have the same length.")
    sums = [0.0] * length
    for place, weight in zip(places, convert(values(weights), weights.dtype, FLOAT64), strict=True):
        sums[place] += weight
    return build(sums, (length,), FLOAT64)


def _outer_edges(a: Any, range: Any) -> tuple[Any, Any]:
    """The first and the last edge: those given, or what the numbers reach."""
    if range is not None:
        first, last = range
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
        what = "supplied"
    elif not a.size:
        return 0, 1
    else:
        first, last, what = a.min(), a.max(), "autodetected"
    if not (math.isfinite(first) and math.isfinite(last)):
        raise ValueError(f"{what} range of [{first}, {last}] is not finite")
    return (first - 0.5, last + 0.5) if first == last else (first, last)


def histogram_bin_edges(a: Any, bins: Any = 10, range: Any = None, weights: Any = None) -> Any:
    """The edges that `histogram` counts between."""
    a, edges = asarray(a), asarray(bins)
    if edges.ndim > 1:
        raise ValueError("`bins` must be 1d, when an array")
    if edges.ndim == 1:
        if any(one > other for one, other in pairwise(values(edges))):
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges
    try:
        count = index(bins)
    except TypeError:
        raise TypeError("`bins` must be an integer, a string, or an array") from None
    if count < 1:
        raise ValueError("`bins` must be positive, when an integer")
    first, last = _outer_edges(a, range)
    kind = result_type(first, last, a)
    if kind.kind in "biu":
        kind = FLOAT64
    edges = linspace(first, last, count + 1, dtype=kind)
    if any(one >= other for one, other in pairwise(values(edges))):
        raise ValueError(f"Too many bins for data range. Cannot create {count} finite-sized bins.")
    return edges


def histogram(
    a: Any, bins: Any = 10, range: Any = None, density: Any = None, weights: Any = None
) -> tuple[Any, Any]:
    """(how many numbers lie between neighbouring edges, the edges); the last edge counts too."""
    a = asarray(a)
    edges = histogram_bin_edges(a, bins, range)
    sides, kind = values(edges), INT64
    counts: list[Any] = [0] * max(len(sides) - 1, 0)
    amounts: list[Any] = [1] * a.size
    if weights is not None:
        weights = asarray(weights)
        if weights.shape != a.shape:
            raise ValueError("weights should have the same shape as a.")
        amounts, kind = values(weights), weights.dtype
    for number, amount in zip(values(a), amounts, strict=True):
        if counts and sides[0] <= number <= sides[-1]:
            counts[min(bisect_right(sides, number), len(counts)) - 1] += amount
    made = build(counts, (len(counts),), kind)
    if density:
        widths = [float(last - first) for first, last in pairwise(sides)]
        return made / build(widths, (len(counts),), FLOAT64) / made.sum(), edges
    return made, edges


def digitize(x: Any, bins: Any, right: bool = False) -> Any:
    """Between which edges each number lies; 0 is before the first."""
    edges = values(asarray(bins))
    if edges == sorted(edges):
        return searchsorted(bins, x, "left" if right else "right")
    if edges != sorted(edges, reverse=True):
        raise ValueError("bins must be monotonically increasing or decreasing")
    x, backwards = asarray(x), edges[::-1]
    find = bisect_right if right else bisect_left
    found = [len(edges) - find(backwards, number) for number in values(x)]
    return build(found, x.shape, INT64) if x.shape else build(found, (1,), INT64)[0]
