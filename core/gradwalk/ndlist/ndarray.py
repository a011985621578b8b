"""ndarray: memory, a look at it, and everything that can be done with one."""

from __future__ import annotations

import math
from array import array as cells
from collections.abc import Iterator
from typing import Any

from gradwalk.ndlist import along, create, index, memory, sorting, text
from gradwalk.ndlist import elementwise as e
from gradwalk.ndlist.base import ArrayBase, Shape, around, look, steps_of, use, values
from gradwalk.ndlist.dtype import dtype
from gradwalk.ndlist.matmul import matmul
from gradwalk.ndlist.methods import Methods
from gradwalk.ndlist.operators import Operators, in_place

_dtype = dtype  # where a parameter has that name


class ndarray(Operators, Methods, ArrayBase):  # noqa: N801 - NumPy's own name
    """An array of numbers of one dtype."""

    __slots__ = ()
    __array_priority__ = 0.0

    def __new__(
        cls,
        shape: Any,
        dtype: Any = float,
        buffer: Any = None,
        offset: int = 0,
        strides: Any = None,
        order: Any = None,
    ) -> Any:
        """An array of zeros, or one that looks at a buffer."""
        if buffer is None:
            return create.zeros(shape, dtype)
        lengths = create.shape_of(shape)
        made = create.frombuffer(buffer, dtype, math.prod(lengths), offset)
        return made.reshape(lengths)

    def __getattr__(self, name: str) -> Any:
        text = f"'numpy.ndarray' object has no attribute '{name}'"
        raise AttributeError(text, name=name, obj=self)

    @property
    def strides(self) -> Shape:
        """Bytes from one element to the next along each axis."""
        size = self.dtype.itemsize
        return tuple([step * size for step in steps_of(self)])

    @property
    def flat(self) -> Flat:
        """The elements one after the other, to read and to write."""
        return Flat(self)

    @property
    def data(self) -> memoryview:
        """The memory."""
        return memoryview(self._buffer)

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """Where the memory lies, as NumPy asks; its "data" is the address of the first element."""
        return {
            "data": (self._address(), self._sealed),
            "shape": self.shape,
            "strides": None if self._steps is None else self.strides,
            "typestr": self.dtype.str,
            "version": 3,
        }

    def _address(self) -> int:
        """The address of the first element, in bytes."""
        buffer = self._buffer
        if buffer.__class__ is cells:
            start: int = buffer.buffer_info()[0]
        else:
            owner = buffer.obj
            start = owner.buffer_info()[0] if owner.__class__ is cells else id(owner)
        return (start or id(buffer)) + self._offset * self.dtype.itemsize

    def __repr__(self) -> str:
        return text.array_repr(self)

    def __str__(self) -> str:
        return text.array_str(self)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __iter__(self) -> Iterator[Any]:
        if not self.shape:
            raise TypeError("iteration over a 0-d array")
        return (self[i] for i in range(self.shape[0]))

    def __getitem__(self, where: Any) -> Any:
        return index.get(self, where)

    def __setitem__(self, where: Any, value: Any) -> None:
        index.put(self, where, value)

    def __contains__(self, value: Any) -> bool:
        return bool((self == value).any())

    def __reduce__(self) -> Any:
        return _rebuilt, (values(self), self.shape, self.dtype.name)

    __iadd__ = in_place(e.add)
    __isub__ = in_place(e.subtract)
    __imul__ = in_place(e.multiply)
    __itruediv__ = in_place(e.true_divide)
    __ifloordiv__ = in_place(e.floor_divide)
    __imod__ = in_place(e.remainder)
    __ipow__ = in_place(e.power)
    __iand__ = in_place(e.bitwise_and)
    __ior__ = in_place(e.bitwise_or)
    __ixor__ = in_place(e.bitwise_xor)
    __imatmul__ = in_place(matmul)

    def fill(self, value: Any) -> None:
        """Write one value everywhere."""
        self[...] = value

    def sort(self, axis: int = -1, kind: Any = None, order: Any = None) -> None:
        """Sort in place."""
        sorting.sort_in_place(self, axis, kind)

    def put(self, indices: Any, values: Any, mode: str = "raise") -> None:
        """Write at places counted in C order."""
        self.flat[indices] = values

    def view(self, dtype: Any = None, type: Any = None) -> ndarray:
        """The same memory, perhaps as elements of another dtype."""
        made: ndarray = look(self, self._offset, self.shape, self._steps)
        if dtype is None or _dtype(dtype) is self.dtype:
            return made
        _see_as(made, _dtype(dtype))
        return made

    def setflags(self, write: Any = None, **others: Any) -> None:
        """Allow or forbid writing."""
        if write is not None:
            if write and self.base is not None and self.base._sealed:
                raise ValueError("cannot set WRITEABLE flag to True of this array")
            self._sealed = not write

    def resize(self, *shape: Any, **options: Any) -> None:
        """Refused: an array keeps its memory."""
        raise ValueError("cannot resize this array: it does not own its data")

    def byteswap(self) -> ndarray:
        """A copy with the bytes of each element in reverse order."""
        buffer = cells(self.dtype.code, create.ascontiguousarray(self).tobytes())
        buffer.byteswap()
        made: ndarray = around(buffer, self.shape, self.dtype)
        return made

    def tofile(self, *args: Any) -> None:
        """Refused: there are no files here."""
        raise OSError("arrays are not written to files here")

    def compress(self, condition: Any, axis: Any = None) -> Any:
        """The parts where a condition holds."""
        return index.take(self, along.flatnonzero(condition), axis)


def _see_as(array: Any, kind: dtype) -> None:
    """A view of the same bytes as another dtype; the last axis grows or shrinks."""
    old, new = array.dtype.itemsize, kind.itemsize
    steps = array._steps
    if steps is not None and old != new and steps[-1:] != (1,):
        text = "To change to a dtype of a different size, the last axis must be contiguous"
        raise ValueError(text)
    length = array.shape[-1] * old if array.shape else old
    if length % new:
        raise ValueError(
            "When changing to a larger dtype, its size must be a divisor of the total size in "
            "bytes of the last axis of the array."
        )
    whole: Any = memoryview(array._buffer).cast("B")
    usable = len(whole) - len(whole) % new
    array._buffer = whole[:usable].cast(kind.code)
    array._offset = array._offset * old // new
    if array.shape and old != new:
        array.shape = (*array.shape[:-1], length // new)
        array.size = math.prod(array.shape)
        if steps is not None:
            array._steps = (*[step * old // new for step in steps[:-1]], 1)
    array.dtype = kind


def _rebuilt(flat: list[Any], shape: Shape, name: str) -> Any:
    """An array from its pickle."""
    kind = dtype(name)
    return around(memory.encode(flat, kind), shape, kind)


class Flat:
    """The elements of an array in C order."""

    def __init__(self, array: Any) -> None:
        self.base = array
        self._at = 0

    def __len__(self) -> int:
        return int(self.base.size)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.base.reshape(-1))

    def __next__(self) -> Any:
        if self._at >= self.base.size:
            raise StopIteration
        self._at += 1
        return self[self._at - 1]

    def __getitem__(self, where: Any) -> Any:
        return self.base.reshape(-1)[where]

    def __setitem__(self, where: Any, value: Any) -> None:
        flat = self.base.reshape(-1)
        flat[where] = value
        if self.base._steps is not None:
            self.base[...] = flat.reshape(self.base.shape)

    def copy(self) -> Any:
        """The elements in a new 1-d array."""
        return self.base.flatten()


ndarray.__module__ = "numpy"
use(ndarray)
