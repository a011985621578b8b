"""Scalars: numbers with a dtype. `float32` is what a training loop on scalars spends its time in.

Its arithmetic is written out: both numbers are Python floats, and the result passes through a cell
of C floats, which rounds it. A double has more than twice the digits of a float32, so rounding
twice is rounding once for sums, products and quotients: this is float32 arithmetic to the last bit.
"""

from __future__ import annotations

from array import array as cells
from typing import Any

from gradwalk.ndlist import create, text
from gradwalk.ndlist.base import TRUTHS, GenericBase, scalar, values
from gradwalk.ndlist.dtype import ALL, BOOL, FLOAT32, dtype
from gradwalk.ndlist.methods import Methods
from gradwalk.ndlist.operators import Operators

_new = object.__new__
_cell = cells("f", [0.0])


class generic(Operators, Methods, GenericBase):  # noqa: N801 - NumPy's own name
    """A number with a dtype."""

    __slots__ = ()
    strides = ()
    base = None
    __array_priority__ = -1000000.0

    def __new__(cls, value: Any = 0, /) -> Any:
        """The scalar of a number; of an array, the array in this dtype."""
        found = create.asarray(value, cls.dtype)
        return found if found.shape else scalar(values(found)[0], cls.dtype)

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """What NumPy, if there is one, needs to read it."""
        return dict(create.asarray(self).__array_interface__)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self.value)

    def __repr__(self) -> str:
        return text.scalar_repr(self.value, self.dtype)

    def __str__(self) -> str:
        return text.number_text(self.value, self.dtype)

    def __getitem__(self, index: Any) -> Any:
        if index != () and not (index is None or index is Ellipsis or isinstance(index, tuple)):
            raise IndexError("invalid index to scalar variable.")
        return self if index == () else create.asarray(self)[index]

    def __len__(self) -> int:
        raise TypeError(f"object of type 'numpy.{type(self).__name__}' has no len()")

    __iter__ = None

    def __reduce__(self) -> Any:
        return scalar, (self.value, self.dtype)

    def view(self, dtype: Any = None) -> Any:
        """The same bits as another dtype."""
        return self if dtype is None else create.asarray(self).view(dtype)[()]

    def is_integer(self) -> bool:
        """Whether it is a whole number."""
        return bool(self.value == int(self.value))


class number(generic):  # noqa: N801
    """Every scalar but bool."""

    __slots__ = ()


class integer(number):  # noqa: N801
    """int8 to uint64."""

    __slots__ = ()


class inexact(number):  # noqa: N801
    """floating and complexfloating."""

    __slots__ = ()


class floating(inexact):  # noqa: N801
    """float16 to float64."""

    __slots__ = ()


class complexfloating(inexact):  # noqa: N801
    """complex64 and complex128."""

    __slots__ = ()


class float32(floating):  # noqa: N801
    """The scalar of PyTorch's usual dtype."""

    __slots__ = ()

    def __add__(self, other: Any) -> Any:
        made = _new(float32)
        if other.__class__ is float32:
            _cell[0] = self.value + other.value
        elif other.__class__ is float:
            _cell[0] = other
            _cell[0] = self.value + _cell[0]
        else:
            return _add(self, other)
        made.value = _cell[0]
        return made

    def __sub__(self, other: Any) -> Any:
        made = _new(float32)
        if other.__class__ is float32:
            _cell[0] = self.value - other.value
        elif other.__class__ is float:
            _cell[0] = other
            _cell[0] = self.value - _cell[0]
        else:
            return _sub(self, other)
        made.value = _cell[0]
        return made

    def __mul__(self, other: Any) -> Any:
        made = _new(float32)
        if other.__class__ is float32:
            _cell[0] = self.value * other.value
        elif other.__class__ is float:
            _cell[0] = other
            _cell[0] = self.value * _cell[0]
        else:
            return _mul(self, other)
        made.value = _cell[0]
        return made

    def __truediv__(self, other: Any) -> Any:
        made = _new(float32)
        if other.__class__ is float32 and other.value:
            _cell[0] = self.value / other.value
        else:
            return _div(self, other)
        made.value = _cell[0]
        return made

    def __neg__(self) -> Any:
        made = _new(float32)
        made.value = -self.value
        return made

    __radd__, __rmul__ = __add__, __mul__

    def __float__(self) -> float:
        return self.value  # type: ignore[no-any-return]


_add, _sub = Operators.__add__, Operators.__sub__
_mul, _div = Operators.__mul__, Operators.__truediv__
_PARENTS: dict[str, type] = {
    "b": generic,
    "i": integer,
    "u": integer,
    "f": floating,
    "c": complexfloating,
}


def _made(kind: dtype) -> type:
    """The class of the scalars of a dtype."""
    name = "bool" if kind.kind == "b" else kind.name
    slots: dict[str, Any] = {"__slots__": (), "__module__": "numpy"}
    return type(name, (_PARENTS[kind.kind],), slots)


for each in ALL:
    each.type = float32 if each is FLOAT32 else _made(each)
    each.type.dtype = each
    each.type.__module__ = "numpy"
generic.__module__ = "numpy"
for truth in (False, True):
    TRUTHS[truth] = _new(BOOL.type)
    TRUTHS[truth].value = truth

(bool_, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float16, _, float64) = [
    each.type for each in ALL[:12]
]
complex64, complex128 = ALL[12].type, ALL[13].type
half, single, double = float16, float32, float64
intp = int_ = longlong = int64


def issubdtype(arg1: Any, arg2: Any) -> bool:
    """Whether the scalars of one dtype, or of a kind such as np.floating, are of another's."""
    one, other = (
        each if isinstance(each, type) and issubclass(each, generic) else dtype(each).type
        for each in (arg1, arg2)
    )
    return issubclass(one, other)
