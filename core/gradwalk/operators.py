"""What Python's operators do with tensors, one line each where the table has the operation."""

from __future__ import annotations

from typing import Any

from gradwalk.op import in_place, operator
from gradwalk.ops import arithmetic, compare, linalg
from gradwalk.tensorbase import is_tensor

_pow_number_ = in_place(arithmetic.pow_number)
_pow_tensor_ = in_place(arithmetic.pow_tensor, "pow_")


def pow_(self: Any, exponent: Any) -> Any:
    """self **= exponent, by the overload torch would take."""
    return _pow_tensor_(self, exponent) if is_tensor(exponent) else _pow_number_(self, exponent)


class Operators:
    """The operators of Tensor. A function of the table is a method as it is."""

    __slots__ = ()

    __add__ = __radd__ = operator(arithmetic.add)
    __iadd__ = in_place(arithmetic.add)
    __sub__ = operator(arithmetic.sub)
    __isub__ = in_place(arithmetic.sub)
    __mul__ = __rmul__ = operator(arithmetic.mul)
    __imul__ = in_place(arithmetic.mul)
    __truediv__ = operator(arithmetic.div)
    __itruediv__ = in_place(arithmetic.div)
    __floordiv__ = operator(arithmetic.floor_divide)
    __ifloordiv__ = in_place(arithmetic.floor_divide)
    __mod__ = arithmetic.remainder
    __imod__ = arithmetic.remainder_
    __pow__ = arithmetic.power
    __ipow__ = pow_
    __matmul__ = linalg.matmul
    __neg__ = arithmetic.neg
    __abs__ = arithmetic.absolute

    def __pos__(self) -> Any:
        return self

    def __rsub__(self, other: Any) -> Any:
        return arithmetic.rsub_scalar(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return arithmetic.mul(arithmetic.reciprocal(self), other)

    def __rfloordiv__(self, other: Any) -> Any:
        return arithmetic.floor_divide(other, self)

    def __rmod__(self, other: Any) -> Any:
        return arithmetic.remainder(other, self)

    def __rpow__(self, other: Any) -> Any:
        return arithmetic.pow_scalar(other, self)

    def __rmatmul__(self, other: Any) -> Any:
        return linalg.matmul(other, self)

    # --- comparison and bits ---------------------------------------------------------------

    def __eq__(self, other: object) -> Any:
        return False if other is None else compare.eq(self, other)

    def __ne__(self, other: object) -> Any:
        return True if other is None else compare.ne(self, other)

    __lt__ = operator(compare.lt)
    __le__ = operator(compare.le)
    __gt__ = operator(compare.gt)
    __ge__ = operator(compare.ge)
    __and__ = __rand__ = operator(compare.bitwise_and)
    __or__ = __ror__ = operator(compare.bitwise_or)
    __xor__ = __rxor__ = operator(compare.bitwise_xor)
    __iand__ = in_place(compare.bitwise_and)
    __ior__ = in_place(compare.bitwise_or)
    __ixor__ = in_place(compare.bitwise_xor)
    __invert__ = compare.bitwise_not
    __lshift__ = compare.lshift
    __rshift__ = compare.rshift

    def __hash__(self) -> int:
        return id(self)
