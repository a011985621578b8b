"""Elements in memory: between a list of Python numbers and the `array.array` they lie in.

Every array of ndlist looks at a buffer of one C type. `encode` and `decode` are the only places
that know how float16, bool and complex numbers lie there; arithmetic happens on lists between.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from gradwalk.ndlist.dtype import dtype

Buffer = Any  # array.array, or a memoryview where memory is looked at as another type
_INFINITY = float("inf")
_FEW = 64  # elements that are looked up by places that are known from before


def decode(buffer: Buffer, kind: dtype) -> list[Any]:
    """The Python numbers that a buffer holds."""
    if kind.kind == "b":
        return list(map(bool, buffer))
    if kind.kind == "c":
        flat = buffer.tolist()
        return list(map(complex, flat[::2], flat[1::2]))
    if kind.char == "e":
        return list(struct.unpack(f"{len(buffer)}e", buffer.tobytes()))
    return buffer.tolist()  # type: ignore[no-any-return]


def encode(numbers: Sequence[Any], kind: dtype) -> array[Any]:
    """A buffer that holds Python numbers of the dtype's kind; integers wrap around."""
    if kind.kind == "c":
        parts = chain.from_iterable((z.real, z.imag) for z in numbers)
        return array(kind.code, parts)
    if kind.char == "e":
        return _halves(numbers)
    try:
        return array(kind.code, numbers)
    except OverflowError:
        if kind.kind == "f":  # an integer beyond any float
            return array(kind.code, map(_as_float, numbers))
        return array(kind.code, [wrap(n, kind) for n in numbers])


def _as_float(number: Any) -> float:
    try:
        return float(number)
    except OverflowError:
        return math.copysign(_INFINITY, number)


def _halves(numbers: Sequence[Any]) -> array[Any]:
    made = array("H")
    try:
        made.frombytes(struct.pack(f"{len(numbers)}e", *numbers))
    except OverflowError:
        made.frombytes(struct.pack(f"{len(numbers)}e", *map(_half, numbers)))
    return made


def _half(number: float) -> float:
    """A number that float16 can hold: what is too large is infinite."""
    try:
        struct.pack("e", number)
    except OverflowError:
        return math.copysign(_INFINITY, number)
    return number


def wrap(number: int, kind: dtype) -> int:
    """An integer modulo the range of its dtype, as C computes."""
    bits = 8 * kind.itemsize
    number &= (1 << bits) - 1
    return number - (1 << bits) if kind.kind == "i" and number >> (bits - 1) else number


def convert(numbers: Sequence[Any], source: dtype, target: dtype) -> Sequence[Any]:
    """Numbers of one dtype as numbers that `encode` takes for another."""
    if source is target or source.kind == target.kind:
        return numbers
    if target.kind == "b":
        return list(map(bool, numbers))
    if target.kind == "c":
        return list(map(complex, numbers))
    if source.kind == "c":
        return convert([z.real for z in numbers], dtype("float64"), target)
    if target.kind == "f":
        return list(map(float, numbers))
    if source.kind == "f":
        return integers(numbers, 2**31 if target.itemsize < 8 else 2**63)
    return numbers


def integers(numbers: Sequence[float], most: int = 2**63) -> list[int]:
    """Floats cut to integers; what is not finite, or too large, becomes the smallest, as on x86."""
    try:
        cut = list(map(int, numbers))
    except (ValueError, OverflowError):
        cut = [int(x) if math.isfinite(x) else most for x in numbers]
    return [x if -most <= x < most else -most for x in cut]


def empty(count: int, kind: dtype) -> array[Any]:
    """A buffer of zeros."""
    return array(kind.code, bytes(count * kind.itemsize))


def places(offset: int, shape: tuple[int, ...], steps: tuple[int, ...]) -> list[int]:
    """Where in the buffer each element lies, in C order."""
    found = [offset]
    for length, step in zip(shape, steps, strict=True):
        moves = range(0, length * step, step) if step else (0,) * length
        found = [start + move for start in found for move in moves]
    return found


def gather(buffer: Buffer, offset: int, shape: tuple[int, ...], steps: tuple[int, ...]) -> Buffer:
    """A contiguous copy of elements that lie apart (of buffers with one number an element)."""
    count = math.prod(shape)
    if 1 < count <= _FEW:
        return array(_code(buffer), _getter(offset, shape, steps)(buffer))
    length, step = shape[-1], steps[-1]
    starts = places(offset, shape[:-1], steps[:-1])
    if length < 4 and len(starts) > 1:
        found = places(offset, shape, steps)
        return array(_code(buffer), map(buffer.__getitem__, found))
    made = array(_code(buffer))
    for start in starts:
        if step == 0:
            made.extend(array(_code(buffer), [buffer[start]]) * length)
        else:
            stop = start + step * length
            made += array(_code(buffer), buffer[start : stop if stop >= 0 else None : step])
    return made


@lru_cache(maxsize=4096)
def _getter(
    offset: int, shape: tuple[int, ...], steps: tuple[int, ...]
) -> Callable[[Buffer], tuple[Any, ...]]:
    return itemgetter(*places(offset, shape, steps))


def _code(buffer: Buffer) -> str:
    return buffer.typecode if buffer.__class__ is array else buffer.format
