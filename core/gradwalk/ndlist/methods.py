"""Methods of arrays and scalars: where one is a function of the same name, it is that function."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.ndlist import (
    arrange,
    choose,
    complexes,
    create,
    index,
    reduce,
    scans,
    sorting,
    statistics,
    triangles,
)
from gradwalk.ndlist import elementwise as e
from gradwalk.ndlist.base import Shape, contiguous, raw, result, steps_of, values
from gradwalk.ndlist.dtype import can_cast, dtype
from gradwalk.ndlist.matmul import dot
from gradwalk.ndlist.shape import matrix_transpose, ravel, reshape, squeeze, swapaxes, transpose


class Flags:
    """How an array lies in memory."""

    def __init__(self, array: Any) -> None:
        self._array = array

    @property
    def c_contiguous(self) -> bool:
        """Whether the elements lie one after the other in C order."""
        return bool(getattr(self._array, "_steps", None) is None)

    contiguous = c_contiguous

    @property
    def f_contiguous(self) -> bool:
        """Whether they do in Fortran's order."""
        array = self._array
        if not array.shape or not array.size:
            return True
        usual = contiguous(array.shape[::-1])[::-1]
        steps = steps_of(array)
        return all(n == 1 or a == b for n, a, b in zip(array.shape, steps, usual, strict=True))

    @property
    def owndata(self) -> bool:
        """Whether the memory is its own."""
        return self._array.base is None

    @property
    def writeable(self) -> bool:
        """Whether it can be written."""
        return not getattr(self._array, "_sealed", True)

    @writeable.setter
    def writeable(self, value: bool) -> None:
        self._array.setflags(write=value)

    def __getitem__(self, name: str) -> bool:
        return bool(getattr(self, name.lower()))


class Methods:
    """What arrays and scalars have in common."""

    __slots__ = ()

    dtype: dtype
    shape: Shape
    size: int

    # --- what it is ------------------------------------------------------------------------

    @property
    def ndim(self) -> int:
        """How many dimensions it has."""
        return len(self.shape)

    @property
    def itemsize(self) -> int:
        """Bytes of an element."""
        return self.dtype.itemsize

    @property
    def nbytes(self) -> int:
        """Bytes of all elements."""
        return self.size * self.dtype.itemsize

    @property
    def flags(self) -> Flags:
        """How it lies in memory."""
        return Flags(self)

    @property
    def T(self) -> Any:
        """The axes in reverse order."""
        return transpose(self)

    @property
    def mT(self) -> Any:
        """The last two axes exchanged."""
        return matrix_transpose(self)

    @property
    def real(self) -> Any:
        """The real parts."""
        return complexes.real(self)

    @property
    def imag(self) -> Any:
        """The imaginary parts."""
        return complexes.imag(self)

    # --- to Python -------------------------------------------------------------------------

    def item(self, *where: Any) -> Any:
        """The only number, or the one at a place, as a Python number."""
        if where:
            at = where[0] if len(where) == 1 and isinstance(where[0], tuple) else where
            found = self.reshape(-1)[at[0]] if len(at) == 1 else create.asarray(self)[at]
            return found.value
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return values(self)[0]

    def tolist(self) -> Any:
        """Nested lists of Python numbers."""
        flat: list[Any] = values(self)
        if not self.shape:
            return flat[0]
        for depth in range(len(self.shape) - 1, 0, -1):
            length, count = self.shape[depth], math.prod(self.shape[:depth])
            flat = [flat[i * length : (i + 1) * length] for i in range(count)]
        return flat

    def tobytes(self, order: str = "C") -> bytes:
        """The elements as they lie in memory, in C order."""
        return bytes(raw(create.asarray(self)).tobytes())

    def __bool__(self) -> bool:
        if self.size != 1:
            if not self.size:
                raise ValueError(
                    "The truth value of an empty array is ambiguous. Use `array.size > 0` to check "
                    "that an array is not empty."
                )
            raise ValueError(
                "The truth value of an array with more than one element is ambiguous. Use a.any() "
                "or a.all()"
            )
        return bool(values(self)[0])

    def _only(self) -> Any:
        if self.size != 1 or self.shape:
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return values(self)[0]

    def __int__(self) -> int:
        return int(self._only())

    def __float__(self) -> float:
        return float(self._only())

    def __complex__(self) -> complex:
        return complex(self._only())

    def __index__(self) -> int:
        number = values(self)[0] if not self.shape else None
        if number.__class__ is not int:
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return number

    def __format__(self, spec: str) -> str:
        if self.shape and spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self) if self.shape else format(values(self)[0], spec)

    def __round__(self, ndigits: int | None = None) -> Any:
        if self.dtype.kind == "b" and not self.shape:
            raise TypeError("type numpy.bool doesn't define __round__ method")
        made = choose.round(self, ndigits or 0)
        return int(made) if ndigits is None and not self.shape else made

    def __trunc__(self) -> int:
        return math.trunc(self._only())  # type: ignore[no-any-return]

    def __floor__(self) -> int:
        return math.floor(self._only())  # type: ignore[no-any-return]

    def __ceil__(self) -> int:
        return math.ceil(self._only())  # type: ignore[no-any-return]

    # --- copies and casts ------------------------------------------------------------------

    def copy(self, order: str = "C") -> Any:
        """A copy."""
        return self if not hasattr(self, "_buffer") else create.astype(self, self.dtype)

    __copy__ = copy

    def __deepcopy__(self, memo: Any) -> Any:
        return self.copy()

    def astype(
        self,
        dtype: Any,
        order: str = "K",
        casting: str = "unsafe",
        subok: bool = True,
        copy: bool = True,
    ) -> Any:
        """The values in another dtype."""
        kind = _dtype(dtype)
        if casting != "unsafe" and not can_cast(self.dtype, kind, casting):
            raise TypeError(
                f"Cannot cast array data from {self.dtype!r} to {kind!r} according to the rule "
                f"'{casting}'"
            )
        if kind is self.dtype and not copy:
            return self
        if hasattr(self, "_buffer"):
            return create.kept(self, kind) if order == "K" else create.astype(self, kind)
        made = create.cast(values(self), (), self.dtype, kind)
        return result(values(made), (), kind)

    # --- functions as methods --------------------------------------------------------------

    def reshape(self, *shape_: Any, order: str = "C", **named: Any) -> Any:
        """The same elements in another shape."""
        given = named.get("shape", shape_[0] if len(shape_) == 1 else shape_)
        return reshape(self, given, order)

    def transpose(self, *axes: Any) -> Any:
        """The axes in another order."""
        given = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
        return transpose(self, given or None)

    ravel = ravel

    def flatten(self, order: str = "C") -> Any:
        """One dimension; a copy."""
        return create.array(ravel(self, order))

    def clip(self, min: Any = None, max: Any = None, out: Any = None) -> Any:
        """Kept between two bounds."""
        return choose.clip(self, min, max, out)

    def conj(self) -> Any:
        """The complex conjugate."""
        return e.conjugate(self)

    conjugate = conj
    squeeze = squeeze
    swapaxes = swapaxes
    dot = dot
    take = index.take
    round = choose.round
    nonzero = choose.nonzero
    sum = reduce.sum
    prod = reduce.prod
    mean = reduce.mean
    max = reduce.max
    min = reduce.min
    any = reduce.any
    all = reduce.all
    argmax = reduce.argmax
    argmin = reduce.argmin
    var = statistics.var
    std = statistics.std
    cumsum = scans.cumsum
    cumprod = scans.cumprod
    argsort = sorting.argsort
    searchsorted = sorting.searchsorted
    repeat = arrange.repeat
    diagonal = triangles.diagonal
    trace = triangles.trace


_dtype = dtype  # where a parameter has that name
