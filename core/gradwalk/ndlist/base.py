"""What an array and a scalar consist of, and the way between them and flat lists of numbers.

`values(array)` is a flat list of Python numbers in C order, `build(flat, shape, dtype)` makes an
array of such a list: every function that has no quicker way is written between these two.
Operators and methods come in ndarray.py and scalar.py, which everything else comes before.
"""

from __future__ import annotations

import math
from array import array as cells
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.dtype import FLOAT32, dtype
from gradwalk.ndlist.memory import Buffer

Shape = tuple[int, ...]


class ArrayBase:
    """A look at a buffer: where it starts, its shape, and its steps (in elements).

    `_steps` is None where the elements lie one after the other in C order.
    """

    __slots__ = (
        "__weakref__", "_buffer", "_offset", "_sealed", "_steps", "base", "dtype", "shape", "size",
    )  # fmt: skip

    _buffer: Buffer
    _offset: int  # in elements
    _steps: Shape | None
    _sealed: bool  # not to be written
    base: ArrayBase | None  # the array that owns the buffer, if another does
    dtype: dtype
    shape: Shape
    size: int


class GenericBase:
    """A scalar: one number with a dtype, which nobody can write."""

    __slots__ = ("value",)

    value: Any  # the Python number, rounded to what the dtype can hold
    dtype: dtype
    shape: Shape = ()
    size = 1


MOST_NUMBERS = 1 << 25  # of one array as Python objects: about a gigabyte
MOST_BYTES = 1 << 31  # of a buffer
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


def afford(shape: Sequence[int], kind: dtype, *, objects: bool = True) -> None:
    """Refuse an array that memory cannot hold, before it is begun; in NumPy's words.

    `objects` says whether its numbers are to be Python objects on the way.
    """
    count = math.prod(shape)
    size = count * kind.itemsize
    if size <= MOST_BYTES and not (objects and count > MOST_NUMBERS):
        return
    unit = min(max(size.bit_length() - 1, 1) // 10, len(_UNITS) - 1)
    amount = f"{size / (1 << 10 * unit):#.3g} {_UNITS[unit]}"
    text = f"Unable to allocate {amount} for an array with shape {tuple(shape)} and data type"
    raise MemoryError(f"{text} {kind.name}")


_new = object.__new__
_class: type[ArrayBase] = ArrayBase


def use(array_class: type[ArrayBase]) -> None:
    """Make arrays instances of that class; ndarray.py says so once."""
    global _class
    _class = array_class


def around(buffer: Buffer, shape: Shape, kind: dtype) -> Any:
    """The array that owns a buffer."""
    made = _new(_class)
    made._buffer = buffer
    made._offset = 0
    made.shape = shape
    made._steps = made.base = None
    made._sealed = False
    made.dtype = kind
    made.size = math.prod(shape)
    return made


def build(flat: Sequence[Any], shape: Shape, kind: dtype) -> Any:
    """A new array of these numbers, in C order; they must be of the dtype's kind.

    Floats are rounded to the dtype, integers wrap around.
    """
    return around(memory.encode(flat, kind), shape, kind)


def scalar(number: Any, kind: dtype) -> Any:
    """The scalar of that dtype."""
    if kind.kind == "b":
        return TRUTHS[bool(number)]
    if kind is FLOAT32:
        _cell[0] = number
        number = _cell[0]
    elif kind.kind in "iu":
        number = memory.wrap(number, kind)
    elif kind.itemsize < 16 and kind.char != "d":
        number = memory.decode(memory.encode((number,), kind), kind)[0]
    made = _new(kind.type)
    made.value = number
    return made


TRUTHS: list[Any] = [None, None]  # the two scalars of dtype bool; scalar.py makes them
_cell = cells("f", [0.0])


def result(flat: Sequence[Any], shape: Shape, kind: dtype) -> Any:
    """What NumPy's functions return: a scalar where the shape is (), else an array."""
    return build(flat, shape, kind) if shape else scalar(flat[0], kind)


def values(array: Any) -> list[Any]:
    """The numbers of an array or scalar, flat, in C order."""
    if isinstance(array, GenericBase):
        return [array.value]
    if array.size > MOST_NUMBERS:
        afford(array.shape, array.dtype)
    return memory.decode(raw(array), array.dtype)


def numbers(array: Any) -> Sequence[Any]:
    """As `values`, but perhaps not a list: the quickest thing to go through."""
    kind = array.dtype
    if kind.kind in "bc" or kind.char == "e" or isinstance(array, GenericBase):
        return values(array)
    found: Sequence[Any] = raw(array)
    return found


def raw(array: ArrayBase) -> Buffer:
    """The elements of an array one after the other, as they lie in memory; not a view."""
    start, steps = array._offset, array._steps
    shape = array.shape
    if steps is not None and array.size > MOST_NUMBERS:
        afford(shape, array.dtype)
    if array.dtype.kind == "c":
        if steps is None:
            return array._buffer[2 * start : 2 * (start + array.size)]
        return memory.gather(
            array._buffer, 2 * start, (*shape, 2), (*[2 * step for step in steps], 1)
        )
    if steps is None:
        return array._buffer[start : start + array.size]
    return memory.gather(array._buffer, start, shape, steps)


@lru_cache(maxsize=4096)
def contiguous(shape: Shape) -> Shape:
    """The steps of an array whose elements lie in C order."""
    steps, step = [], 1
    for length in reversed(shape):
        steps.append(step)
        step *= max(length, 1)
    return tuple(reversed(steps))


def steps_of(array: ArrayBase) -> Shape:
    """The steps, in elements, from one element to the next along each axis."""
    return contiguous(array.shape) if array._steps is None else array._steps


def look(array: ArrayBase, offset: int, shape: Shape, steps: Shape | None) -> Any:
    """A view of the memory of an array; `offset` and `steps` in elements."""
    made = _new(_class)
    made._buffer = array._buffer
    made._offset = offset
    made.shape = shape
    made.size = math.prod(shape)
    if steps is not None:
        usual = contiguous(shape)
        if steps == usual or made.size < 2 or _same_steps(shape, steps, usual):
            steps = None
    made._steps = steps
    made._sealed = array._sealed
    made.dtype = array.dtype
    made.base = array if array.base is None else array.base
    return made


def _same_steps(shape: Shape, steps: Shape, usual: Shape) -> bool:
    """Whether steps differ at most where there is nowhere to go."""
    return all(n == 1 or a == b for n, a, b in zip(shape, steps, usual, strict=True))


def assign(array: ArrayBase, flat: Sequence[Any]) -> None:
    """Write numbers of the dtype's kind into an array, in C order."""
    store(array, memory.encode(flat, array.dtype))


def store(array: ArrayBase, buffer: Buffer) -> None:
    """Write elements that lie in a buffer of the same kind into an array."""
    if array._sealed:
        raise ValueError("assignment destination is read-only")
    start, shape, steps = array._offset, array.shape, array._steps
    if array.dtype.kind == "c":
        start, shape = 2 * start, (*shape, 2)
        steps = None if steps is None else (*[2 * step for step in steps], 1)
    target = array._buffer
    if steps is None:
        target[start : start + len(buffer)] = buffer
        return
    for place, number in zip(memory.places(start, shape, steps), buffer, strict=True):
        target[place] = number


def into(out: Any, made: Any) -> Any:
    """A result, written into `out` where one was given."""
    if out is None:
        return made
    out[...] = made
    return out
