"""What a ufunc is: a function of one or two numbers, applied to arrays element by element.

float32 is computed with the least ado, as one scalar, or as arrays that lie alike; whatever else
comes goes through `general`. What folds an array along an axis is in folding.py.
"""

from __future__ import annotations

import itertools
import math
from array import array as cells
from collections.abc import Callable, Iterable
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import (
    MOST_NUMBERS,
    TRUTHS,
    ArrayBase,
    GenericBase,
    Shape,
    afford,
    build,
    numbers,
    raw,
    scalar,
    values,
)
from gradwalk.ndlist.create import asarray, check_range, scalar_of
from gradwalk.ndlist.dtype import FLOAT32, dtype, result_type
from gradwalk.ndlist.folding import ERRORS, Folding, Rule
from gradwalk.ndlist.order import layout, turn_back, turned
from gradwalk.ndlist.refusals import check_output, mismatch, unsupported
from gradwalk.ndlist.shape import broadcast_to
from gradwalk.ndlist.shape import met as shape_met

NUMBERS: frozenset[Any] = frozenset((bool, int, float, complex))
Loops = tuple[dtype, dtype]  # the dtype that is computed in, and that of the result
Resolver = Callable[[str, dtype], Loops]
_dtype = dtype  # where a parameter has that name
_new = object.__new__
_cell = cells("f", [0.0])  # rounds to float32; read at once, lest another thread writes it


class ufunc(Folding):  # noqa: N801 - NumPy's own name
    """A function of numbers that takes arrays."""

    nin = 1
    nout = 1

    def __init__(
        self, name: str, rules: dict[str, Rule], resolve: Resolver, identity: Any = None
    ) -> None:
        self.__name__ = name
        self.identity = identity
        self._rules = rules  # by the kind of the dtype that is computed in
        self._resolve = resolve
        self._known: dict[dtype, tuple[Rule, dtype, dtype]] = {}
        self._on_floats(rules.get("f"))

    def _on_floats(self, rule: Rule | None) -> None:
        """What float32 takes a shorter way with: the function, and whether it answers a bool."""
        self._quick = self._truth = False
        if rule is not None:
            self._one, self._safe = rule.one, rule.safe or rule.one
            inner, outer = self._resolve(self.__name__, FLOAT32)
            self._truth = outer.kind == "b"
            self._quick = inner is FLOAT32 and (self._truth or outer is FLOAT32)

    def __repr__(self) -> str:
        return f"<ufunc '{self.__name__}'>"

    def loops(self, kind: dtype) -> tuple[Rule, dtype, dtype]:
        """The rule for operands of a dtype, the dtype computed in, and that of the result."""
        found = self._known.get(kind)
        if found is None:
            inner, outer = self._resolve(self.__name__, kind)
            rule = self._rules.get(inner.kind)
            if rule is None:
                raise unsupported(self.__name__)
            found = self._known[kind] = (rule, inner, outer)
        return found

    def general(self, operands: tuple[Any, ...], wanted: dtype | None = None) -> Any:
        """The function of operands of any kind."""
        arrays: list[Any] = [
            x if x.__class__ in NUMBERS or isinstance(x, (ArrayBase, GenericBase)) else asarray(x)
            for x in operands
        ]
        rule, inner, outer = self.loops(wanted or met(*arrays))
        shapes = [() if x.__class__ in NUMBERS else x.shape for x in arrays]
        shape = shapes[0] if shapes[0] == shapes[-1] else self._broadcast(shapes)
        if not shape:
            return scalar(rule.number(*[self._number(x, inner, outer) for x in arrays]), outer)
        if math.prod(shape) > MOST_NUMBERS:
            afford(shape, outer)
        order = layout(arrays, shape)
        if order is None:
            lists = [self._list(x, inner, outer, shape) for x in arrays]
            return build(rule.lists(*lists), shape, outer)
        lengths = tuple([shape[i] for i in order])
        lists = []
        for x in arrays:
            whole = x if x.__class__ in NUMBERS else turned(broadcast_to(x, shape), order)
            lists.append(self._list(whole, inner, outer, lengths))
        return turn_back(build(rule.lists(*lists), lengths, outer), order)

    def _broadcast(self, shapes: list[Shape]) -> Shape:
        try:
            return shape_met(*shapes)
        except ValueError:
            raise mismatch(shapes) from None

    def _number(self, x: Any, inner: dtype, outer: dtype) -> Any:
        if x.__class__ not in NUMBERS:
            number = x.value if isinstance(x, GenericBase) else values(x)[0]
            return number if x.dtype is inner else memory.convert((number,), x.dtype, inner)[0]
        if inner.kind in "iu" and outer.kind != "b":
            check_range([x], inner)
        return x if inner.kind in "iub" else scalar_of(x, inner)

    def _list(self, x: Any, inner: dtype, outer: dtype, shape: Shape) -> Iterable[Any]:
        if x.__class__ in NUMBERS or x.size == 1:
            number, count = self._number(x, inner, outer), math.prod(shape)
            return itertools.repeat(number) if self.nin > 1 and count > 1 else [number] * count
        whole = x if x.shape == shape else broadcast_to(x, shape)
        return memory.convert(numbers(whole), x.dtype, inner)

    def placed(self, made: Any, out: Any, where: Any, casting: str) -> Any:
        """Write a result into `out`, or only where `where` says."""
        out = out[0] if isinstance(out, tuple) else out
        if out is None:
            if where is True:
                return made
            out = asarray(made).copy()
            out[...] = 0
        check_output(self.__name__, made, out, casting)
        if where is True:
            out[...] = made
        else:
            mask = broadcast_to(asarray(where, bool), out.shape)
            out[mask] = broadcast_to(asarray(made), out.shape)[mask]
        return out


class Unary(ufunc):
    """A function of one number."""

    def __call__(
        self,
        x: Any,
        /,
        out: Any = None,
        *,
        where: Any = True,
        dtype: Any = None,
        casting: str = "same_kind",
        order: str = "K",
        subok: bool = True,
    ) -> Any:
        if out is not None or where is not True or dtype is not None:
            made = self.general((x,), None if dtype is None else _dtype(dtype))
            return self.placed(made, out, where, casting)
        if not self._quick:
            return self.general((x,))
        if x.__class__ is not FLOAT32.type:
            return self._of_array(x)
        try:
            found = self._one(x.value)
        except ERRORS:
            found = self._safe(x.value)
        if self._truth:
            return TRUTHS[found]
        made = _new(x.__class__)
        _cell[0] = found
        made.value = _cell[0]
        return made

    def _of_array(self, x: Any) -> Any:
        """The function of an array; usually of floats that lie one after the other."""
        plain = isinstance(x, ArrayBase) and x.dtype is FLOAT32 and x._steps is None
        if plain and x.shape and x.size <= MOST_NUMBERS:
            rule, _, outer = self.loops(FLOAT32)
            return build(rule.lists(raw(x)), x.shape, outer)
        return self.general((x,))


class Binary(ufunc):
    """A function of two numbers."""

    nin = 2

    def __call__(
        self,
        x: Any,
        other: Any,
        /,
        out: Any = None,
        *,
        where: Any = True,
        dtype: Any = None,
        casting: str = "same_kind",
        order: str = "K",
        subok: bool = True,
    ) -> Any:
        if out is not None or where is not True or dtype is not None:
            made = self.general((x, other), None if dtype is None else _dtype(dtype))
            return self.placed(made, out, where, casting)
        if not self._quick:
            return self.general((x, other))
        if x.__class__ is FLOAT32.type:
            left = x.value
        elif isinstance(x, ArrayBase) and x.shape:
            return self._of_arrays(x, other)
        elif isinstance(x, ArrayBase) and x.dtype is FLOAT32:
            left = x._buffer[x._offset]
        elif other.__class__ is FLOAT32.type and (x.__class__ is float or x.__class__ is int):
            _cell[0] = x
            left = _cell[0]
        else:
            return self.general((x, other))
        if other.__class__ is FLOAT32.type:
            return self._of_scalars(left, other.value)
        if other.__class__ is float or other.__class__ is int:
            _cell[0] = other
            return self._of_scalars(left, _cell[0])
        if isinstance(other, ArrayBase) and other.dtype is FLOAT32 and not other.shape:
            return self._of_scalars(left, other._buffer[other._offset])
        return self.general((x, other))

    def _of_arrays(self, x: Any, other: Any) -> Any:
        """The function of an array and another: the usual case is one of its shape and dtype."""
        kind = x.dtype
        if (
            isinstance(other, ArrayBase)
            and other.dtype is kind
            and other.shape == x.shape
            and x._steps is other._steps is None
            and x.size <= MOST_NUMBERS
            and kind.char in "fdil"
        ):
            rule, inner, outer = self.loops(kind)
            if inner is kind:
                return build(rule.lists(raw(x), raw(other)), x.shape, outer)
        return self.general((x, other))

    def _of_scalars(self, x: float, other: float) -> Any:
        """The function of two float32 numbers."""
        try:
            found = self._one(x, other)
        except ERRORS:
            found = self._safe(x, other)
        if self._truth:
            return TRUTHS[found]
        made = _new(FLOAT32.type)
        _cell[0] = found
        made.value = _cell[0]
        return made


def met(first: Any, *second: Any) -> dtype:
    """The dtype in which one or two operands meet."""
    if first.__class__ not in NUMBERS and (
        not second or (second[0].__class__ not in NUMBERS and first.dtype is second[0].dtype)
    ):
        return first.dtype  # type: ignore[no-any-return]
    return result_type(first, *second)
