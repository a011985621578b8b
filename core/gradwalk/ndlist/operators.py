"""Operators of arrays and scalars: each is its ufunc, unless the other operand knows better."""

from __future__ import annotations

from typing import Any

from gradwalk.ndlist import elementwise as e
from gradwalk.ndlist.base import ArrayBase, GenericBase
from gradwalk.ndlist.matmul import matmul
from gradwalk.ndlist.ufunc import NUMBERS, ufunc

_known: set[type] = set(NUMBERS)  # classes of operands that were taken before


def operand(value: Any) -> bool:
    """Whether an operator takes it; what has a priority of its own (a tensor) takes us instead."""
    kind = value.__class__
    if isinstance(value, (ArrayBase, GenericBase, list, tuple)):
        _known.add(kind)
        return True
    if getattr(kind, "__array_priority__", 0) > 0 or isinstance(value, str):
        return False
    return isinstance(value, (int, float, complex)) or hasattr(value, "__array__")


def _binary(function: ufunc | Any, symbol: str = "") -> Any:
    def operate(self: Any, other: Any) -> Any:
        if other.__class__ in _known or operand(other):
            return function(self, other)
        return _given_up(self, other, symbol) if symbol else NotImplemented

    return operate


_REFLECTED = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod"}
_REFLECTED |= {"@": "matmul", "&": "and", "|": "or", "^": "xor"}


def _given_up(self: Any, other: Any, symbol: str) -> Any:
    """What the other operand makes of it; if nothing, an error that names us as NumPy's."""
    back = getattr(type(other), f"__r{_REFLECTED[symbol]}__", None)
    made = NotImplemented if back is None else back(other, self)
    if made is NotImplemented:
        names = f"'numpy.{type(self).__name__}' and '{type(other).__name__}'"
        raise TypeError(f"unsupported operand type(s) for {symbol}: {names}")
    return made


def _reflected(function: ufunc | Any) -> Any:
    def operate(self: Any, other: Any) -> Any:  # the other had its turn: we take it as an array
        known = other.__class__ in _known or operand(other) or hasattr(other, "__array__")
        return function(other, self) if known else NotImplemented

    return operate


class Operators:
    """What arrays and scalars have in common."""

    __slots__ = ()

    __add__, __radd__ = _binary(e.add, "+"), _reflected(e.add)
    __sub__, __rsub__ = _binary(e.subtract, "-"), _reflected(e.subtract)
    __mul__, __rmul__ = _binary(e.multiply, "*"), _reflected(e.multiply)
    __truediv__, __rtruediv__ = _binary(e.true_divide, "/"), _reflected(e.true_divide)
    __floordiv__, __rfloordiv__ = _binary(e.floor_divide, "//"), _reflected(e.floor_divide)
    __mod__, __rmod__ = _binary(e.remainder, "%"), _reflected(e.remainder)
    __divmod__, __rdivmod__ = _binary(e.divmod), _reflected(e.divmod)
    __rpow__ = _reflected(e.power)
    __matmul__, __rmatmul__ = _binary(matmul, "@"), _reflected(matmul)
    __and__, __rand__ = _binary(e.bitwise_and, "&"), _reflected(e.bitwise_and)
    __or__, __ror__ = _binary(e.bitwise_or, "|"), _reflected(e.bitwise_or)
    __xor__, __rxor__ = _binary(e.bitwise_xor, "^"), _reflected(e.bitwise_xor)
    __lshift__, __rlshift__ = _binary(e.left_shift), _reflected(e.left_shift)
    __rshift__, __rrshift__ = _binary(e.right_shift), _reflected(e.right_shift)
    __lt__, __le__ = _binary(e.less), _binary(e.less_equal)
    __gt__, __ge__ = _binary(e.greater), _binary(e.greater_equal)
    __eq__, __ne__ = _binary(e.equal), _binary(e.not_equal)
    __hash__ = None  # type: ignore[assignment]

    def __pow__(self, other: Any) -> Any:
        if not operand(other):
            return NotImplemented
        if other.__class__ is int and other == 2:  # as NumPy's fast path
            return e.square(self)
        return e.power(self, other)

    def __neg__(self) -> Any:
        return e.negative(self)

    def __pos__(self) -> Any:
        return e.positive(self)

    def __abs__(self) -> Any:
        return e.absolute(self)

    def __invert__(self) -> Any:
        return e.invert(self)


def in_place(function: ufunc | Any) -> Any:
    """The operator that writes its result into the array on the left."""

    def operate(self: Any, other: Any) -> Any:
        return function(self, other, out=self) if operand(other) else NotImplemented

    return operate
