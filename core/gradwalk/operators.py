"""What Python's operators do with tensors, one line each where the table has the operation."""

from __future__ import annotations

from typing import Any

from gradwalk.array import ndarray, xp
from gradwalk.op import in_place, operator
from gradwalk.ops import arithmetic, compare, linalg
from gradwalk.quick import is_operand
from gradwalk.tensorbase import fresh, is_tensor

_pow_number_ = in_place(arithmetic.pow_number)
_pow_tensor_ = in_place(arithmetic.pow_tensor, "pow_")


def pow_(self: Any, exponent: Any) -> Any:
    """self **= exponent, by the overload torch would take."""
    return _pow_tensor_(self, exponent) if is_tensor(exponent) else _pow_number_(self, exponent)


def _power(self: Any, exponent: Any, modulus: Any = None) -> Any:
    if modulus is not None:
        return NotImplemented
    kind = exponent.__class__
    if kind is int or kind is float:
        return arithmetic.pow_number(self, exponent)
    return arithmetic.power(self, exponent) if is_operand(exponent) else NotImplemented


def _guarded(function: Any) -> Any:
    """A function of two operands as an operator."""

    def call(self: Any, other: Any) -> Any:
        return function(self, other) if is_operand(other) else NotImplemented

    return call


def _matmul(self: Any, other: Any) -> Any:
    return linalg.matmul(self, other) if is_tensor(other) else NotImplemented


class Operators:
    """The operators of Tensor. A function of the table is a method as it is."""

    __slots__ = ()

    __add__ = __radd__ = operator(arithmetic.add)
    __iadd__ = in_place(arithmetic.add, operator=True)
    __sub__ = operator(arithmetic.sub)
    __isub__ = in_place(arithmetic.sub, operator=True)
    __mul__ = __rmul__ = operator(arithmetic.mul)
    __imul__ = in_place(arithmetic.mul, operator=True)
    __truediv__ = operator(arithmetic.div)
    __itruediv__ = in_place(arithmetic.div, operator=True)
    __floordiv__ = _guarded(arithmetic.floor_divide)
    __ifloordiv__ = _guarded(arithmetic.floor_divide_)
    __mod__ = _guarded(arithmetic.remainder)
    __imod__ = _guarded(arithmetic.remainder_)
    __pow__ = _power
    __ipow__ = _guarded(pow_)
    __matmul__ = _matmul
    __neg__ = arithmetic.neg
    __abs__ = arithmetic.absolute

    def __pos__(self) -> Any:
        return self

    __rsub__ = operator(arithmetic.rsub_scalar)
    __rtruediv__ = _guarded(lambda self, other: arithmetic.mul(arithmetic.reciprocal(self), other))
    __rfloordiv__ = _guarded(lambda self, other: arithmetic.floor_divide(other, self))
    __rmod__ = _guarded(lambda self, other: arithmetic.remainder(other, self))
    __rmatmul__ = _matmul  # asked only where the left one is no tensor
    __rpow__ = _guarded(lambda self, other: arithmetic.pow_scalar(other, self))

    # --- comparison and bits ---------------------------------------------------------------

    def __eq__(self, other: object) -> Any:
        other = fresh(other) if isinstance(other, ndarray) else other
        return compare.eq(self, other) if is_operand(other) else False

    def __ne__(self, other: object) -> Any:
        other = fresh(other) if isinstance(other, ndarray) else other
        return compare.ne(self, other) if is_operand(other) else True

    __lt__ = operator(compare.lt)
    __le__ = operator(compare.le)
    __gt__ = operator(compare.gt)
    __ge__ = operator(compare.ge)
    __and__ = __rand__ = operator(compare.bitwise_and)
    __or__ = __ror__ = operator(compare.bitwise_or)
    __xor__ = __rxor__ = operator(compare.bitwise_xor)
    __iand__ = in_place(compare.bitwise_and, operator=True)
    __ior__ = in_place(compare.bitwise_or, operator=True)
    __ixor__ = in_place(compare.bitwise_xor, operator=True)

    def __invert__(self) -> Any:
        if self._array.dtype.kind not in "iub":  # type: ignore[attr-defined]
            text = "~ (operator.invert) is only implemented on integer and Boolean-type tensors"
            raise TypeError(text)
        return compare.bitwise_not(self)

    __lshift__ = _guarded(compare.lshift)
    __rshift__ = _guarded(compare.rshift)
    __rlshift__ = _guarded(lambda self, other: compare.lshift(fresh(xp.asarray(other)), self))
    __rrshift__ = _guarded(lambda self, other: compare.rshift(fresh(xp.asarray(other)), self))

    def __hash__(self) -> int:
        return id(self)
