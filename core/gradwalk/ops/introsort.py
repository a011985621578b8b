"""The algorithms of libstdc++ (bits/stl_algo.h, bits/stl_heap.h) by which PyTorch orders elements.

They do not keep equal elements in their order, so which of them comes first depends on every step.
Each works on a list in place; `before(a, b)` says whether a must come before b. A list that is cut
at bad places again and again is given to a heap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Before = Callable[[Any, Any], bool]
SHORT = 16  # up to here sorting is insertion alone


def partial_sort(items: list[Any], k: int, before: Before) -> None:
    """`std::partial_sort`: the first k in order, by a heap."""
    _heap_select(items, k, before)
    heap = items[:k]
    for last in range(k - 1, 0, -1):
        value, heap[last] = heap[last], heap[0]
        _sift(heap, 0, last, value, before)
    items[:k] = heap


def _heap_select(items: list[Any], k: int, before: Before) -> None:
    """`__heap_select`: the first k as a heap, whose top is the last of them."""
    heap = items[:k]
    for top in range(k // 2 - 1, -1, -1):
        _sift(heap, top, k, heap[top], before)
    for i in range(k, len(items)):
        if k and before(items[i], heap[0]):
            value, items[i] = items[i], heap[0]
            _sift(heap, 0, k, value, before)
    items[:k] = heap


def _sift(heap: list[Any], hole: int, count: int, value: Any, before: Before) -> None:
    """`__adjust_heap`: down along the larger children, then up to where the value belongs."""
    top = hole
    while 2 * hole + 2 < count:
        child = 2 * hole + 2
        child -= before(heap[child], heap[child - 1])
        heap[hole], hole = heap[child], child
    if 2 * hole + 2 == count:
        heap[hole], hole = heap[2 * hole + 1], 2 * hole + 1
    while hole > top and before(heap[(hole - 1) // 2], value):
        heap[hole], hole = heap[(hole - 1) // 2], (hole - 1) // 2
    heap[hole] = value


def nth_element(items: list[Any], nth: int, before: Before) -> None:
    """`std::nth_element`: the nth is the one that sorting would put there, none before is after."""
    start, stop = 0, len(items)
    cuts = _most_cuts(stop)
    while stop - start > 3:
        if not cuts:
            part = items[start:stop]
            _heap_select(part, nth + 1 - start, before)
            part[0], part[nth - start] = part[nth - start], part[0]
            items[start:stop] = part
            return
        cuts -= 1
        cut = _partition(items, start, stop, before)
        start, stop = (cut, stop) if cut <= nth else (start, cut)
    _insert(items, start, stop, before)


def sort(items: list[Any], before: Before, start: int = 0, stop: int = -1) -> None:
    """`std::sort` of items[start:stop]."""
    stop = len(items) if stop < 0 else stop
    _loop(items, start, stop, _most_cuts(stop - start), before)
    _insert(items, start, stop, before)


def _most_cuts(count: int) -> int:
    return 2 * max(0, count.bit_length() - 1)


def _loop(items: list[Any], start: int, stop: int, cuts: int, before: Before) -> None:
    while stop - start > SHORT:
        if not cuts:
            part = items[start:stop]
            partial_sort(part, len(part), before)
            items[start:stop] = part
            return
        cuts -= 1
        cut = _partition(items, start, stop, before)
        _loop(items, cut, stop, cuts, before)
        stop = cut


def _partition(items: list[Any], start: int, stop: int, before: Before) -> int:
    """`__unguarded_partition_pivot`: around the median of three, which is moved to the start."""
    a, b, c = start + 1, (start + stop) // 2, stop - 1
    one, two, three = items[a], items[b], items[c]
    if before(one, two):
        middle = b if before(two, three) else c if before(one, three) else a
    else:
        middle = a if before(one, three) else c if before(two, three) else b
    items[start], items[middle] = items[middle], items[start]
    pivot, left, right = items[start], start + 1, stop
    while True:
        while before(items[left], pivot):
            left += 1
        right -= 1
        while before(pivot, items[right]):
            right -= 1
        if left >= right:
            return left
        items[left], items[right] = items[right], items[left]
        left += 1


def _insert(items: list[Any], start: int, stop: int, before: Before) -> None:
    """Insertion, which keeps equal elements in their order."""
    for i in range(start + 1, stop):
        value, hole = items[i], i
        while hole > start and before(value, items[hole - 1]):
            items[hole] = items[hole - 1]
            hole -= 1
        items[hole] = value
