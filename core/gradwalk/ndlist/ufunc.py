"""What a ufunc is: a function of one or two numbers, applied to arrays element by element.

A rule holds, for one kind of dtype, the function `one`; `loop` does the same to whole lists where
that is quicker. Where either raises (1/0, log(-1)), `safe` gives the value that C would have.
"""

from __future__ import annotations

import functools
import itertools
import math
from array import array as cells
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import (
    TRUTHS,
    ArrayBase,
    GenericBase,
    Shape,
    assign,
    build,
    numbers,
    raw,
    result,
    scalar,
    values,
)
from gradwalk.ndlist.create import array as new_array
from gradwalk.ndlist.create import asarray, check_range, scalar_of
from gradwalk.ndlist.dtype import FLOAT32, INT64, NAMES, can_cast, dtype, result_type
from gradwalk.ndlist.order import laid_out, layout, turn_back, turned
from gradwalk.ndlist.shape import (
    axes_of,
    axis_of,
    broadcast_shapes,
    broadcast_to,
    chunks,
    kept_shape,
    moveaxis,
)

ERRORS = (ValueError, OverflowError, ZeroDivisionError)
NUMBERS: frozenset[Any] = frozenset((bool, int, float, complex))
Loops = tuple[dtype, dtype]  # the dtype that is computed in, and that of the result
Resolver = Callable[[str, dtype], Loops]
NONE = object()
_dtype = dtype  # where a parameter has that name
_new = object.__new__
_cell = cells("f", [0.0])  # rounds to float32; read at once, lest another thread writes it


class UFuncTypeError(TypeError):
    """A ufunc has no way from its operands' dtypes to the result's."""


@dataclass
class Rule:
    """What a ufunc does to numbers of one kind."""

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


class ufunc:  # noqa: N801 - NumPy's own name
    """A function of numbers that takes arrays."""

    nin = 1
    nout = 1

    def __init__(
        self,
        name: str,
        rules: dict[str, Rule],
        resolve: Resolver,
        identity: Any = None,
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

    def __call__(self, *operands: Any, **options: Any) -> Any:
        """The function of arrays; Unary and Binary say how many."""
        raise NotImplementedError

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
            return broadcast_shapes(*shapes)
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

    # --- along axes ------------------------------------------------------------------------------

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
        made = new_array(made)
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
        if isinstance(x, ArrayBase) and x.dtype is FLOAT32 and x._steps is None and x.shape:
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
        elif isinstance(x, ArrayBase) and x.dtype is FLOAT32:
            if x.shape:
                return self._of_arrays(x, other)
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
        """The function of a float32 array and another: the usual case is one of its shape."""
        if (
            isinstance(other, ArrayBase)
            and other.dtype is FLOAT32
            and other.shape == x.shape
            and x._steps is other._steps is None
        ):
            rule, _, outer = self.loops(FLOAT32)
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


def parted(numbers: list[Any], count: int, parts: int) -> list[list[Any]]:
    """A list cut into parts of `count` numbers."""
    if parts == 1:
        return [numbers]
    return [numbers[i * count : i * count + count] for i in range(parts)]


def unsupported(name: str) -> TypeError:
    """The error for dtypes that a ufunc has no loop for."""
    return TypeError(
        f"ufunc '{name}' not supported for the input types, and the inputs could not be safely "
        "coerced to any supported types according to the casting rule ''safe''"
    )


def no_loop(name: str, kind: dtype) -> UFuncTypeError:
    """The error for the one dtype that a ufunc has been left without."""
    classes = f"<class 'numpy.dtypes.{kind.name.capitalize()}DType'>"
    text = f"ufunc '{name}' did not contain a loop with signature matching types {classes} -> None"
    return UFuncTypeError(text)


def mismatch(shapes: Sequence[Shape]) -> ValueError:
    """The error for shapes that do not meet."""
    texts = ["(" + ",".join(map(str, s)) + ("," if len(s) == 1 else "") + ") " for s in shapes]
    return ValueError("operands could not be broadcast together with shapes " + "".join(texts))


def check_output(name: str, made: Any, out: Any, casting: str) -> None:
    """Whether a result may be written into `out`."""
    if not isinstance(out, ArrayBase):
        raise TypeError("return arrays must be of ArrayType")
    if not can_cast(made.dtype, out.dtype, casting):
        raise UFuncTypeError(
            f"Cannot cast ufunc '{name}' output from {made.dtype!r} to {out.dtype!r} with casting "
            f"rule '{casting}'"
        )
    if made.shape == out.shape:
        return
    if broadcast_shapes(made.shape, out.shape) != out.shape:
        shapes = [
            "(" + ",".join(map(str, s)) + ("," if len(s) == 1 else "") + ")"
            for s in (out.shape, made.shape)
        ]
        raise ValueError(
            f"non-broadcastable output operand with shape {shapes[0]} doesn't match the broadcast "
            f"shape {shapes[1]}"
        )
