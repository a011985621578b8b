"""Order along a dimension as ATen makes it: sort, topk and kthvalue, on arrays.

Which of several equal elements comes first, or is found, is that of the algorithms it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gradwalk.array import xp
from gradwalk.ops import dims, introsort

_LONGEST = 4096  # elements of a row whose equal ones have PyTorch's order: Python sorts them


def sort(
    self: Any, dim: int = -1, descending: bool = False, stable: bool = False
) -> tuple[Any, Any]:
    if self.ndim == 0:
        dims.one(dim, 0)
        return self.copy(), xp.int64(0)
    dim = dims.one(dim, self.ndim)
    if descending:  # stable from the other end, so that ties keep their order
        places = xp.flip(xp.argsort(xp.flip(self, dim), axis=dim, kind="stable"), dim)
        places = self.shape[dim] - 1 - places
    else:
        places = xp.argsort(self, axis=dim, kind="stable")
    if not stable and introsort.SHORT < self.shape[dim] <= _LONGEST:
        tied = _tied(self, places, dim)
        places = _by_rows(self, places, dim, tied, lambda row: _sorted(row, descending))
    return xp.take_along_axis(self, places, dim), places


def _tied(self: Any, places: Any, dim: int) -> list[int]:
    """The rows in which neighbours in the order are equal."""
    values = xp.moveaxis(xp.take_along_axis(self, places, dim), dim, -1)
    values = values.reshape(-1, values.shape[-1])
    one, other = values[:, 1:], values[:, :-1]
    equal = (one == other) | ((one != one) & (other != other))  # noqa: PLR0124 - nan
    found: list[int] = xp.nonzero(xp.any(equal, axis=1))[0].tolist()
    return found


def _by_rows(
    self: Any, places: Any, dim: int, which: Iterable[int], order: Callable[[list[Any]], list[int]]
) -> Any:
    """The places, of these rows those that `order` picks."""
    rows = xp.moveaxis(self, dim, -1).reshape(-1, self.shape[dim])
    moved = xp.moveaxis(places, dim, -1)
    found = xp.array(moved).reshape(-1, moved.shape[-1])
    for row in which:
        found[row] = xp.array(order(rows[row].tolist()), dtype="int64")
    return xp.moveaxis(found.reshape(moved.shape), -1, dim)


def _after(one: Any, other: Any) -> bool:
    return bool(one[0] > other[0] or (one[0] != one[0] and other[0] == other[0]))  # nan the last


def _sorted(row: list[Any], descending: bool) -> list[int]:
    items = list(zip(row, range(len(row)), strict=True))
    introsort.sort(items, _after if descending else lambda one, other: _after(other, one))
    return [place for _, place in items]


def _top(row: list[Any], k: int, largest: bool, sorted: bool) -> list[int]:
    """Where the first k are, as ATen's `topk_impl_loop` finds them."""
    items = list(zip(row, range(len(row)), strict=True))
    before = _after if largest else lambda one, other: _after(other, one)
    if k * 64 <= len(row):
        introsort.partial_sort(items, k, before)
    else:
        introsort.nth_element(items, k - 1, before)
        if sorted:
            introsort.sort(items, before, 0, k - 1)
    return [place for _, place in items[:k]]


def topk(
    self: Any, k: int, dim: int = -1, largest: bool = True, sorted: bool = True
) -> tuple[Any, Any]:
    dim = dims.one(dim, self.ndim)
    if not 0 <= k <= (self.shape[dim] if self.ndim else 1):
        raise RuntimeError("selected index k out of range")
    values, places = sort(self, dim, largest, True)
    if self.ndim == 0:
        return values, places
    kept = xp.take(places, range(min(k + 1, self.shape[dim])), axis=dim)
    places = xp.take(places, range(k), axis=dim)
    if k and self.size and self.shape[dim] <= _LONGEST:
        which = _tied(self, kept, dim) if sorted else range(self.size // self.shape[dim])
        places = _by_rows(self, places, dim, which, lambda row: _top(row, k, largest, sorted))
    return xp.take_along_axis(self, places, dim), places


def kthvalue(self: Any, k: int, dim: int = -1, keepdim: bool = False) -> tuple[Any, Any]:
    dim = dims.one(dim, self.ndim)
    if self.ndim and not self.shape[dim]:
        raise IndexError(f"kthvalue(): Expected reduction dim {dim} to have non-zero size.")
    if not 1 <= k <= (self.shape or (1,))[dim]:
        raise RuntimeError("kthvalue(): selected number k out of range for dimension " + str(dim))
    if not self.ndim:
        return self.copy(), xp.int64(0)
    places = xp.argsort(self, axis=dim, kind="stable")
    near = xp.take(places, range(max(k - 2, 0), min(k + 1, self.shape[dim])), axis=dim)
    places = xp.take(places, range(k - 1, k), axis=dim)
    tied = _tied(self, near, dim)
    places = _by_rows(self, places, dim, tied, lambda row: [_selected(row, k - 1)])
    values = xp.take_along_axis(self, places, dim)
    return (values, places) if keepdim else (xp.squeeze(values, dim), xp.squeeze(places, dim))


def _selected(row: list[Any], k: int) -> int:
    """Where ATen's quickselect (`quick_select_template`) finds the k-th smallest, nan the last.

    Which of several equal ones it finds depends on its every step.
    """
    row, places = list(row), list(range(len(row)))

    def above(one: Any, other: Any) -> bool:
        return bool(one > other or (one != one and other == other))  # noqa: PLR0124 - nan

    def swap(i: int, j: int) -> None:
        row[i], row[j], places[i], places[j] = row[j], row[i], places[j], places[i]

    left, right = 0, len(row) - 1
    while right > left + 1:
        swap((left + right) // 2, left + 1)
        for i, j in ((left + 1, right), (left, right), (left + 1, left)):
            if above(row[i], row[j]):
                swap(i, j)
        i, j, pivot = left + 1, right, row[left]
        while True:
            i = next(n for n in range(i + 1, len(row)) if not above(pivot, row[n]))
            j = next(n for n in range(j - 1, -1, -1) if not above(row[n], pivot))
            if j < i:
                break
            swap(i, j)
        swap(left, j)
        left, right = (i if j <= k else left), (j - 1 if j >= k else right)
    if right == left + 1 and above(row[left], row[right]):
        swap(left, right)
    return places[k]
