"""What Python's operators do with tensors, one line each where the table has the operation."""

from __future__ import annotations

from typing import Any

from gradwalk.op import in_place, operator
from gradwalk.ops import elementwise as e
from gradwalk.ops import linalg
from gradwalk.tensorbase import is_tensor

_pow_number_ = in_place(e.pow_number)
_pow_tensor_ = in_place(e.pow_tensor, "pow_")


def pow_(self: Any, exponent: Any) -> Any:
    """self **= exponent, by the overload torch would take."""
    return _pow_tensor_(self, exponent) if is_tensor(exponent) else _pow_number_(self, exponent)


class Operators:
    """The operators of Tensor. A function of the table is a method as it is."""

    __slots__ = ()

    __add__ = __radd__ = operator(e.add)
    __iadd__ = in_place(e.add)
    __sub__ = operator(e.sub)
    __isub__ = in_place(e.sub)
    __mul__ = __rmul__ = operator(e.mul)
    __imul__ = in_place(e.mul)
    __truediv__ = operator(e.div)
    __itruediv__ = in_place(e.div)
    __floordiv__ = operator(e.floor_divide)
    __ifloordiv__ = in_place(e.floor_divide)
    __mod__ = e.remainder
    __imod__ = e.remainder_
    __pow__ = e.power
    __ipow__ = pow_
    __matmul__ = linalg.matmul
    __neg__ = e.neg
    __abs__ = e.absolute

    def __pos__(self) -> Any:
        return self

    def __rsub__(self, other: Any) -> Any:
        return e.rsub_scalar(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return e.mul(e.reciprocal(self), other)

    def __rfloordiv__(self, other: Any) -> Any:
        return e.floor_divide(other, self)

    def __rmod__(self, other: Any) -> Any:
        return e.remainder(other, self)

    def __rpow__(self, other: Any) -> Any:
        return e.pow_scalar(other, self)

    def __rmatmul__(self, other: Any) -> Any:
        return linalg.matmul(other, self)

    # --- comparison and bits ---------------------------------------------------------------

    def __eq__(self, other: object) -> Any:
        return False if other is None else e.eq(self, other)

    def __ne__(self, other: object) -> Any:
        return True if other is None else e.ne(self, other)

    __lt__ = operator(e.lt)
    __le__ = operator(e.le)
    __gt__ = operator(e.gt)
    __ge__ = operator(e.ge)
    __and__ = __rand__ = operator(e.bitwise_and)
    __or__ = __ror__ = operator(e.bitwise_or)
    __xor__ = __rxor__ = operator(e.bitwise_xor)
    __iand__ = in_place(e.bitwise_and)
    __ior__ = in_place(e.bitwise_or)
    __ixor__ = in_place(e.bitwise_xor)
    __invert__ = e.bitwise_not
    __lshift__ = e.lshift
    __rshift__ = e.rshift

    def __hash__(self) -> int:
        return id(self)
