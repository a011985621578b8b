"""A ufunc along axes: reduce, accumulate, outer, at; and the rule that both sides of it use."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import assign, build, result, values
from gradwalk.ndlist.create import array as new_array
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import INT64, NAMES, dtype
from gradwalk.ndlist.order import laid_out
from gradwalk.ndlist.shape import axes_of, axis_of, broadcast_to, chunks, kept_shape, moveaxis

ERRORS = (ValueError, OverflowError, ZeroDivisionError)
NONE = object()  # where an argument was not given
_dtype = dtype  # where a parameter has that name


@dataclass
class Rule:
    """What a ufunc does to numbers of one kind, such as floats.

    `loop` does to whole lists what `one` does to numbers, where that is quicker. Where either
    raises (1/0, log(-1)), `safe` gives the value that C would have.
    """

    one: Callable[..., Any]
    safe: Callable[..., Any] | None = None
    loop: Callable[..., list[Any]] | None = None
    reducer: Callable[[list[Any]], Any] | None = None  # of a list that is not empty

    def number(self, *numbers: Any) -> Any:
        """The function of single numbers."""
        try:
            return self.one(*numbers)
        except ERRORS:
            if self.safe is None:
                raise
            return self.safe(*numbers)

    def lists(self, *lists: Iterable[Any]) -> list[Any]:
        """The function of whole lists; a 0-d operand comes as an endless repetition."""
        try:
            return self.loop(*lists) if self.loop else list(map(self.one, *lists))
        except ERRORS:
            if self.safe is None:
                raise
            return list(map(self.safe, *lists))


class Folding:
    """What a ufunc can do besides being called; ufunc.py says how it is called."""

    __name__: str
    identity: Any
    loops: Callable[[dtype], tuple[Rule, dtype, dtype]]
    placed: Callable[[Any, Any, Any, str], Any]

    def __call__(self, *operands: Any, **options: Any) -> Any:
        """The function of arrays; Unary and Binary say how many."""
        raise NotImplementedError

    def reduce(
        self,
        array: Any,
        axis: Any = 0,
        dtype: Any = None,
        out: Any = None,
        keepdims: bool = False,
        initial: Any = NONE,
        where: Any = True,
    ) -> Any:
        """The function between all elements along axes."""
        found = asarray(array)
        rule, inner, outer = self._folding(found, dtype)
        axes = axes_of(axis, len(found.shape)) if found.shape or axis not in (0, -1) else ()
        numbers, shape, count = chunks(found, axes)
        numbers = list(memory.convert(numbers, found.dtype, inner))
        parts = parted(numbers, count, math.prod(shape))
        if where is not True:
            masks, _, _ = chunks(broadcast_to(asarray(where, bool), found.shape), axes)
            picked = parted(masks, count, math.prod(shape))
            parts = [list(itertools.compress(*pair)) for pair in zip(parts, picked, strict=True)]
        start = self.identity if initial is NONE or initial is None else initial
        if not count and start is None:
            raise self._no_identity()  # even where there is nothing to give
        flat = self._folded(rule, parts, start, initial is not NONE)
        if outer.kind == "b":
            flat = list(map(bool, flat))
        made = result(flat, kept_shape(found.shape, axes) if keepdims else shape, outer)
        made = laid_out(made, found, () if keepdims else axes)
        return made if out is None else self.placed(made, out, True, "same_kind")

    def _folding(self, array: Any, wanted: Any) -> tuple[Rule, dtype, dtype]:
        """The rule and dtypes of a reduction: sums and products of small integers are int64."""
        kind = array.dtype
        if wanted is not None:
            kind = _dtype(wanted)
        elif self.__name__ in ("add", "multiply") and kind.kind in "biu" and kind.itemsize < 8:
            kind = NAMES["uint64"] if kind.kind == "u" else INT64
        return self.loops(kind)

    def _folded(self, rule: Rule, parts: list[list[Any]], start: Any, always: bool) -> list[Any]:
        flat: list[Any] = []
        for part in parts:
            numbers = [start, *part] if always else part
            if numbers:
                flat.append((rule.reducer or self._fold(rule))(numbers))
            elif start is None:
                raise self._no_identity()
            else:
                flat.append(start)
        return flat

    def _no_identity(self) -> ValueError:
        return ValueError(
            f"zero-size array to reduction operation {self.__name__} which has no identity"
        )

    def _fold(self, rule: Rule) -> Callable[[list[Any]], Any]:
        return functools.partial(functools.reduce, rule.number)

    def accumulate(self, array: Any, axis: int = 0, dtype: Any = None, out: Any = None) -> Any:
        """The function between the first elements along an axis, for each number of them."""
        found = asarray(array)
        if not found.shape:
            raise TypeError("cannot accumulate on a scalar")
        rule, inner, outer = self._folding(found, dtype)
        place = axis_of(axis, len(found.shape))
        turned = moveaxis(found, place, -1)
        numbers = list(memory.convert(values(turned), found.dtype, inner))
        parts = parted(numbers, found.shape[place], math.prod(turned.shape[:-1]))
        flat: list[Any] = []
        for part in parts:
            flat += itertools.accumulate(part, rule.number)
        made = moveaxis(build(flat, turned.shape, outer), -1, place)
        made = new_array(build(values(made), made.shape, outer))  # C-contiguous, as NumPy's
        return made if out is None else self.placed(made, out, True, "same_kind")

    def outer(self, A: Any, B: Any, /, **options: Any) -> Any:
        """The function between every element of one array and every element of the other."""
        first, second = asarray(A), asarray(B)
        return self(first.reshape(first.shape + (1,) * second.ndim), second, **options)

    def at(self, a: Any, indices: Any, b: Any = NONE, /) -> None:
        """In place at the places an index names, again for each time it names one."""
        places = new_array(range(a.size)).reshape(a.shape)[indices]
        rule, inner, _ = self.loops(a.dtype)
        numbers = list(memory.convert(values(a), a.dtype, inner))
        if b is NONE:
            for place in values(asarray(places)):
                numbers[place] = rule.number(numbers[place])
        else:
            given = broadcast_to(asarray(b), places.shape)
            more = memory.convert(values(given), given.dtype, inner)
            for place, number in zip(values(asarray(places)), more, strict=True):
                numbers[place] = rule.number(numbers[place], number)
        assign(a, memory.convert(numbers, inner, a.dtype))


def parted(numbers: list[Any], count: int, parts: int) -> list[list[Any]]:
    """A list cut into parts of `count` numbers."""
    if parts == 1:
        return [numbers]
    return [numbers[i * count : i * count + count] for i in range(parts)]
