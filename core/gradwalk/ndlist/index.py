"""a[...]: basic indices are looks at the same memory, advanced ones copies.

An index is worked out to axes of the result; where arrays of integers take part, to the place in
the buffer of each element.
"""

from __future__ import annotations

import math
import operator
from array import array as cells
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import (
    ArrayBase,
    GenericBase,
    Shape,
    afford,
    around,
    contiguous,
    look,
    scalar,
    steps_of,
    store,
    values,
)
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.shape import axis_of, broadcast_shapes, broadcast_to

_INVALID = (
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean "
    "arrays are valid indices"
)
newaxis = None


def get(array: Any, index: Any) -> Any:
    """array[index]: a scalar, a view, or a copy of what arrays of indices pick."""
    items = _items(array, index)
    if not any(isinstance(each, _Picked) for each in items):
        offset, shape, steps = _basic(array, items)
        if shape or any(each is Ellipsis for each in _tuple(index)):
            return look(array, offset, shape, steps)
        return _element(array, offset)
    places, shape = _advanced(array, items)
    made = _gathered(array, places, shape)
    if shape or any(each is Ellipsis for each in _tuple(index)):
        return made
    return _element(made, 0)


def put(array: Any, index: Any, value: Any) -> None:
    """array[index] = value, broadcast."""
    items = _items(array, index)
    given: Any = value if isinstance(value, ArrayBase) else asarray(value)
    if array._sealed:
        raise ValueError("assignment destination is read-only")
    if any(isinstance(each, _Picked) for each in items):
        places, shape = _advanced(array, items)
        if len(_tuple(index)) == 1 and given.shape != shape:
            _check_masked(array, _tuple(index)[0], given, shape)
        buffer = _fitted(given, shape, array.dtype, picked=True)
        _scatter(array, places, buffer)
        return
    target = look(array, *_basic(array, items))
    if given.shape != target.shape and given.size == 1 and target.size:
        given = given.reshape((1,) * len(target.shape)) if given.ndim > target.ndim else given
    store(target, _fitted(given, target.shape, array.dtype, picked=False))


def _fitted(given: Any, shape: Shape, kind: Any, *, picked: bool) -> Any:
    """The elements of a value, broadcast to a shape, as they lie in memory of a dtype."""
    if given.shape != shape:
        whole = given
        while len(whole.shape) > len(shape) and whole.shape[0] == 1:
            whole = whole.reshape(whole.shape[1:])
        try:
            given = broadcast_to(whole, shape)
        except ValueError:
            raise _unfit(given.shape, shape, picked=picked) from None
    return memory.encode(memory.convert(values(given), given.dtype, kind), kind)


def _check_masked(array: Any, mask: Any, given: Any, shape: Shape) -> None:
    """Refuse what does not fit where a mask of the whole array is true."""
    if getattr(mask, "shape", ()) != array.shape or mask.dtype.kind != "b" or not array.shape:
        return
    text = "NumPy boolean array indexing assignment "
    if given.ndim > 1:
        text = f"{text}requires a 0 or 1-dimensional input, input has {given.ndim} dimensions"
        raise ValueError(text)
    if given.size != 1:
        raise ValueError(
            f"{text}cannot assign {given.size} input values to the {shape[0]} output values where "
            "the mask is true"
        )


def _unfit(given: Shape, shape: Shape, *, picked: bool) -> ValueError:
    texts = [
        "(" + ",".join(map(str, s)) + ("," if len(s) == 1 else "") + ")" for s in (given, shape)
    ]
    if picked:
        return ValueError(
            f"shape mismatch: value array of shape {texts[0]} could not be broadcast to indexing "
            f"result of shape {texts[1]}"
        )
    return ValueError(
        f"could not broadcast input array from shape {texts[0]} into shape {texts[1]}"
    )


# --- what an index says ---------------------------------------------------------------------------
class _Picked:
    """An array of integers as an index, or a 0-d bool (`axis` False): it takes no axis."""

    __slots__ = ("axis", "numbers", "shape")

    def __init__(self, numbers: list[int], shape: Shape, axis: bool = True) -> None:
        self.numbers = numbers
        self.shape = shape
        self.axis = axis


def _tuple(index: Any) -> tuple[Any, ...]:
    return index if isinstance(index, tuple) else (index,)


def _items(array: Any, index: Any) -> list[Any]:
    """The index as ints, slices, None and picked numbers: as many as the array has axes."""
    items: list[Any] = []
    used = 0
    for each in _tuple(index):
        if each is None:
            items.append(each)
        elif each is Ellipsis or isinstance(each, slice):
            items.append(each)
            used += each is not Ellipsis
        elif each.__class__ is int:
            items.append(each)
            used += 1
        else:
            found = _picked(each, array, used)
            items += found
            used += sum(not isinstance(x, _Picked) or x.axis for x in found)
    return _filled(items, used, len(array.shape))


def _filled(items: list[Any], used: int, ndim: int) -> list[Any]:
    """The ellipsis, or the end, filled with whole axes."""
    if used > ndim:
        text = f"too many indices for array: array is {ndim}-dimensional, but {used} were indexed"
        raise IndexError(text)
    whole = [slice(None)] * (ndim - used)
    dots = [i for i, each in enumerate(items) if each is Ellipsis]
    if len(dots) > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    if dots:
        return items[: dots[0]] + whole + items[dots[0] + 1 :]
    return items + whole


def _picked(each: Any, array: Any, used: int) -> list[Any]:
    """An index that is no plain int, as one of what `_items` returns for each axis it takes."""
    if isinstance(each, bool):
        return [_Picked([0] if each else [], (int(each),), axis=False)]
    if isinstance(each, GenericBase) or (isinstance(each, ArrayBase) and not each.shape):
        number = values(each)[0]
        if isinstance(number, bool):
            return [_Picked([0] if number else [], (int(number),), axis=False)]
        if not isinstance(number, int):
            raise IndexError(_INVALID)
        return [number if isinstance(each, GenericBase) else _Picked([number], ())]
    if not isinstance(each, ArrayBase):
        if hasattr(each, "__index__") and not getattr(each, "shape", ()):
            return [operator.index(each)]
        if isinstance(each, (str, float, complex)):
            raise IndexError(_INVALID)
        each = asarray(each)
        if not each.size:
            return [_Picked([], each.shape)]
        return _picked(each, array, used)
    if each.dtype.kind == "b":
        return _where(each, array, used)
    if each.dtype.kind not in "iu":
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    return [_Picked(values(each), each.shape)]


def _where(mask: Any, array: Any, used: int) -> list[Any]:
    """A mask as the indices of its true elements, along each axis that it covers."""
    covered = array.shape[used : used + len(mask.shape)]
    if len(covered) < len(mask.shape):
        raise IndexError(
            f"too many indices for array: array is {len(array.shape)}-dimensional, but "
            f"{used + len(mask.shape)} were indexed"
        )
    for i, (n, m) in enumerate(zip(covered, mask.shape, strict=True)):
        if n != m:
            raise IndexError(
                f"boolean index did not match indexed array along axis {used + i}; size of axis is "
                f"{n} but size of corresponding boolean axis is {m}"
            )
    true = [i for i, each in enumerate(values(mask)) if each]
    found: list[Any] = []
    for step, length in zip(contiguous(mask.shape), mask.shape, strict=True):
        found.append(_Picked([i // step % length for i in true], (len(true),)))
    return found


# --- without arrays -------------------------------------------------------------------------------
def _basic(array: Any, items: list[Any]) -> tuple[int, Shape, Shape]:
    """Offset, shape and steps of a view."""
    offset = array._offset
    steps = steps_of(array)
    shape: list[int] = []
    made: list[int] = []
    axis = 0
    for each in items:
        if each is None:
            shape.append(1)
            made.append(0)
            continue
        length, step = array.shape[axis], steps[axis]
        if each.__class__ is int:
            offset += _within(each, length, axis) * step
        elif isinstance(each, slice):
            start, stop, by = _bounds(each, length)
            count = len(range(start, stop, by))
            offset += start * step if count else 0
            shape.append(count)
            made.append(by * step)
        axis += 1
    return offset, tuple(shape), tuple(made)


def _bounds(each: slice, length: int) -> tuple[int, int, int]:
    try:
        return each.indices(length)
    except TypeError:
        raise TypeError(
            "slice indices must be integers or None or have an __index__ method"
        ) from None


def _within(index: int, length: int, axis: int) -> int:
    if not -length <= index < length:
        raise IndexError(f"index {index} is out of bounds for axis {axis} with size {length}")
    return index + length if index < 0 else index


def _element(array: Any, offset: int) -> Any:
    kind = array.dtype
    if kind.kind == "c":
        number = complex(array._buffer[2 * offset], array._buffer[2 * offset + 1])
    else:
        number = array._buffer[offset]
        if kind.kind == "b" or kind.char == "e":
            number = memory.decode(cells(kind.code, [number]), kind)[0]
    made = object.__new__(kind.type)
    made.value = number
    return made


# --- with arrays ----------------------------------------------------------------------------------
def _advanced(array: Any, items: list[Any]) -> tuple[list[int], Shape]:
    """Where each element of the result lies in the buffer, and the result's shape.

    The axes of the picked numbers come where the first of them stands, or in front if a slice
    parts them.
    """
    picked = [i for i, x in enumerate(items) if isinstance(x, _Picked) or x.__class__ is int]
    together = picked[-1] - picked[0] + 1 == len(picked)
    steps = steps_of(array)
    before: list[tuple[int, int]] = []  # length and step of axes that stand before the picked
    after: list[tuple[int, int]] = []
    chosen: list[tuple[_Picked, int, int]] = []  # with the axis and its step
    offset, axis = array._offset, 0
    for i, each in enumerate(items):
        rest = before if together and i < picked[0] else after
        if each is None:
            rest.append((1, 0))
        elif isinstance(each, slice):
            start, stop, by = _bounds(each, array.shape[axis])
            count = len(range(start, stop, by))
            offset += start * steps[axis] if count else 0
            rest.append((count, by * steps[axis]))
            axis += 1
        elif isinstance(each, _Picked) and not each.axis:
            chosen.append((each, -1, 0))
        else:
            numbers = each if isinstance(each, _Picked) else _Picked([each], ())
            chosen.append((numbers, axis, steps[axis]))
            axis += 1
    moves, shape = _moves(array, chosen)
    lengths = (*[n for n, _ in before], *shape, *[n for n, _ in after])
    afford(lengths, array.dtype)
    starts = memory.places(offset, *_unzipped(before))
    ends = memory.places(0, *_unzipped(after))
    if ends == [0]:
        return [start + move for start in starts for move in moves], lengths
    return [start + move + end for start in starts for move in moves for end in ends], lengths


def _unzipped(axes: list[tuple[int, int]]) -> tuple[Shape, Shape]:
    return tuple([n for n, _ in axes]), tuple([step for _, step in axes])


def _moves(array: Any, chosen: list[tuple[_Picked, int, int]]) -> tuple[list[int], Shape]:
    """How far from the start the picked numbers lead, and the shape in which they meet."""
    shapes = [each.shape for each, _, _ in chosen]
    try:
        shape = broadcast_shapes(*shapes)
    except ValueError:
        arrays = [each for each in shapes if each]  # numbers are not told
        texts = ["(" + ",".join(map(str, s)) + ("," if len(s) == 1 else "") + ") " for s in arrays]
        raise IndexError(
            "shape mismatch: indexing arrays could not be broadcast together with shapes "
            + "".join(texts)
        ) from None
    if 0 in shape:
        return [], shape  # no number is looked at, not even one out of bounds
    moves = [0] * math.prod(shape)
    for each, axis, step in chosen:
        if axis < 0:
            continue
        length = array.shape[axis]
        numbers = each.numbers
        if numbers and not (min(numbers) >= 0 and max(numbers) < length):
            numbers = [_within(n, length, axis) for n in numbers]
        if each.shape != shape:
            steps = broadcast_to(around(numbers, each.shape, array.dtype), shape)
            places = memory.places(0, shape, steps_of(steps))
            numbers = [numbers[place] for place in places]
        moves = [move + n * step for move, n in zip(moves, numbers, strict=True)]
    return moves, shape


def _gathered(array: Any, places: list[int], shape: Shape) -> Any:
    buffer, kind = array._buffer, array.dtype
    if kind.kind == "c":
        places = [2 * place + part for place in places for part in (0, 1)]
    made = cells(kind.code, map(buffer.__getitem__, places))
    return around(made, shape, kind)


def _scatter(array: Any, places: list[int], numbers: Any) -> None:
    buffer = array._buffer
    if array.dtype.kind == "c":
        places = [2 * place + part for place in places for part in (0, 1)]
    for place, number in zip(places, numbers, strict=True):
        buffer[place] = number


def take(
    a: Any, indices: Any, axis: int | None = None, out: Any = None, mode: str = "raise"
) -> Any:
    """The elements, or the parts along an axis, at those indices."""
    found = asarray(a)
    if axis is None:
        found, axis = found.reshape(-1), 0
    where = asarray(indices)
    if not where.size:
        where = where.astype("int64")
    axis = axis_of(axis, len(found.shape))
    length = found.shape[axis]
    if not length and where.size:
        raise IndexError("cannot do a non-empty take from an empty axes.")
    if mode == "clip":
        where = asarray(where.clip(0, length - 1))
    elif mode == "wrap":
        where = asarray(where % length)
    elif not found.size and where.size:
        where = where * 0  # nothing is taken: no number is looked at
    made = get(found, (*[slice(None)] * axis, where))
    if out is not None:
        out[...] = made
        return out
    return made if made.shape else scalar(values(made)[0], found.dtype)
