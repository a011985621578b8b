"""Shapes: reshape, transpose and their kin, which look at the same memory wherever that can be."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from gradwalk.ndlist.base import ArrayBase, Shape, contiguous, look, steps_of, values
from gradwalk.ndlist.create import asarray, astype


class AxisError(ValueError, IndexError):
    """An axis that the array has not."""


def axis_of(axis: Any, ndim: int) -> int:
    """An axis counted from the front."""
    found = operator.index(axis)
    if not -ndim <= found < ndim:
        raise AxisError(f"axis {found} is out of bounds for array of dimension {ndim}")
    return found % ndim


def named_axis(name: str, axis: Any, ndim: int) -> int:
    """The same of an argument whose name the error tells."""
    try:
        return axis_of(axis, ndim)
    except AxisError as error:
        raise AxisError(f"{name}: {error}") from None


def axes_of(axis: Any, ndim: int) -> tuple[int, ...]:
    """The axes that an `axis=` argument means; None is all of them."""
    if axis is None:
        return tuple(range(ndim))
    given = axis if isinstance(axis, (tuple, list)) else (axis,)
    found = tuple([axis_of(each, ndim) for each in given])
    if len(set(found)) < len(found):
        raise ValueError("duplicate value in 'axis'")
    return found


# --- broadcasting ---------------------------------------------------------------------------------
def broadcast_shapes(*shapes: Any) -> Shape:
    """The shape in which arrays of these shapes meet."""
    return met(*[(each,) if isinstance(each, int) else tuple(each) for each in shapes])


@lru_cache(maxsize=4096)
def met(*shapes: Shape) -> Shape:
    """The same of shapes that are tuples."""
    ndim = max(map(len, shapes), default=0)
    made = [1] * ndim
    for each in shapes:
        for i, length in enumerate(each, ndim - len(each)):
            if made[i] == 1:
                made[i] = length
            elif length not in (1, made[i]):
                raise ValueError(_mismatch(shapes))
    return tuple(made)


def _mismatch(shapes: Sequence[Shape]) -> str:
    first = shapes[0]
    for number, each in enumerate(shapes[1:], 1):
        try:
            first = broadcast_shapes(first, each) if number > 1 or len(shapes) > 2 else first
        except ValueError:
            break
    return (
        "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
        f"arg 0 with shape {first} and arg {number} with shape {each}."
    )


def broadcast_to(array: Any, shape: Any, subok: bool = False) -> Any:
    """A view that repeats the array up to a shape; it cannot be written."""
    found = asarray(array)
    wanted = (shape,) if isinstance(shape, int) else tuple(shape)
    steps = _repeated(found.shape, steps_of(found), wanted)
    made = look(found, found._offset, wanted, steps)
    made._sealed = True
    return made


@lru_cache(maxsize=4096)
def _repeated(shape: Shape, steps: Shape, wanted: Shape) -> Shape:
    """The steps of a view that repeats an array up to a shape."""
    lead = len(wanted) - len(shape)
    pairs = zip(shape, wanted[max(lead, 0) :], strict=False)
    if lead < 0 or any(n not in (1, m) for n, m in pairs):
        if lead < 0:
            raise ValueError("input operand has more dimensions than allowed by the axis remapping")
        raise ValueError(
            "operands could not be broadcast together with remapped shapes [original->remapped]: "
            f"{bare(shape)}  and requested shape {bare(wanted)}"
        )
    own = [
        0 if n == 1 and n != m else step
        for n, m, step in zip(shape, wanted[lead:], steps, strict=True)
    ]
    return (*[0] * lead, *own)


def bare(shape: Sequence[int]) -> str:
    """A shape as NumPy's errors show it: lengths that are not known yet are new axes."""
    known = list(shape)
    while known and known[0] < 0:
        del known[0]
    text = ",".join("newaxis" if n < 0 else str(n) for n in known)
    return f"({text},)" if len(shape) == 1 and known else f"({text})"


def broadcast_arrays(*args: Any, subok: bool = False) -> tuple[Any, ...]:
    """The arrays, each as a view of the shape in which they meet."""
    arrays = [asarray(each) for each in args]
    shape = broadcast_shapes(*[each.shape for each in arrays])
    return tuple([each if each.shape == shape else broadcast_to(each, shape) for each in arrays])


# --- for reductions -------------------------------------------------------------------------------
def chunks(array: Any, axes: tuple[int, ...]) -> tuple[list[Any], Shape, int]:
    """The numbers with those axes innermost, the shape of the others, and how many are in each."""
    rest = [i for i in range(len(array.shape)) if i not in axes]
    if rest and axes and max(rest) > min(axes):
        array = transpose(array, (*rest, *sorted(axes)))
        count = math.prod(array.shape[len(rest) :])
        return values(array), array.shape[: len(rest)], count
    shape = array.shape
    count = math.prod([shape[i] for i in axes])
    return values(array), tuple([shape[i] for i in rest]), count


def kept_shape(shape: Shape, axes: tuple[int, ...]) -> Shape:
    """The shape with 1 in place of those axes."""
    return tuple([1 if i in axes else n for i, n in enumerate(shape)])


# --- the same memory, otherwise -------------------------------------------------------------------
def reshape(a: Any, /, shape: Any, order: str = "C", *, copy: bool | None = None) -> Any:
    """The elements in another shape; a view where strides can say so, else a copy."""
    found = asarray(a)
    wanted = list(shape) if isinstance(shape, (tuple, list)) else [shape]
    lengths = _completed([operator.index(n) for n in wanted], found)
    if order == "F":
        return transpose(reshape(transpose(found), lengths[::-1]))
    if found._steps is None:
        return look(found, found._offset, lengths, None)
    steps = regrouped(found.shape, found._steps, lengths)
    if steps is None:
        fresh = astype(found, found.dtype)
        return look(fresh, 0, lengths, None)
    return look(found, found._offset, lengths, steps)


def _completed(wanted: list[int], array: ArrayBase) -> Shape:
    """The lengths with -1 worked out."""
    known = math.prod([n for n in wanted if n >= 0])
    unknown = [i for i, n in enumerate(wanted) if n < 0]
    if len(unknown) > 1:
        raise ValueError("can only specify one unknown dimension")
    lengths = list(wanted)
    if unknown and known and array.size % known == 0:
        lengths[unknown[0]] = array.size // known
    elif unknown or known != array.size:
        text = bare(tuple(wanted))
        raise ValueError(f"cannot reshape array of size {array.size} into shape {text}")
    return tuple(lengths)


def regrouped(shape: Shape, steps: Shape, wanted: Shape) -> Shape | None:
    """The steps that show the same elements in another shape, if there are such."""
    if 0 in shape:
        return contiguous(wanted)
    old = [(n, step) for n, step in zip(shape, steps, strict=True) if n != 1]
    made: list[int] = []
    at = 0
    i = 0
    while i < len(wanted):
        length, first = wanted[i], i
        if length == 1:
            made.append(made[-1] if made else 1)
            i += 1
            continue
        if at == len(old):
            return None
        span = old[at][0]
        while span != length:
            if span < length:
                at += 1
                if old[at - 1][1] != old[at][0] * old[at][1]:
                    return None
                span *= old[at][0]
            else:
                i += 1
                length *= wanted[i]
        step = old[at][1]
        group = contiguous(tuple(wanted[first : i + 1]))
        made += [step * each for each in group]
        at += 1
        i += 1
    return tuple(made)


def ravel(a: Any, order: str = "C") -> Any:
    """The elements in one dimension; a view where they lie in C order."""
    found = asarray(a)
    if order == "F":
        found = transpose(found)
    return reshape(found if found._steps is None else astype(found, found.dtype), -1)


def transpose(a: Any, axes: Any = None) -> Any:
    """The axes in another order, reversed unless said."""
    found = asarray(a)
    ndim = len(found.shape)
    if axes is None:
        order = tuple(range(ndim))[::-1]
    else:
        order = tuple([axis_of(each, ndim) for each in axes])
        if len(order) != ndim:
            raise ValueError("axes don't match array")
        if len(set(order)) < ndim:
            raise ValueError("repeated axis in transpose")
    steps = steps_of(found)
    shape = tuple([found.shape[i] for i in order])
    return look(found, found._offset, shape, tuple([steps[i] for i in order]))


permute_dims = transpose


def matrix_transpose(x: Any, /) -> Any:
    """The last two axes exchanged."""
    return swapaxes(x, -1, -2)


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    """Two axes exchanged."""
    found = asarray(a)
    order = list(range(len(found.shape)))
    one, two = named_axis("axis1", axis1, len(order)), named_axis("axis2", axis2, len(order))
    order[one], order[two] = two, one
    return transpose(found, order)


def moveaxis(a: Any, source: Any, destination: Any) -> Any:
    """Axes moved to other places, the rest in their order."""
    found = asarray(a)
    ndim = len(found.shape)
    given = [source] if isinstance(source, int) else list(source)
    wanted = [destination] if isinstance(destination, int) else list(destination)
    moved = [named_axis("source", each, ndim) for each in given]
    places = [named_axis("destination", each, ndim) for each in wanted]
    if len(moved) != len(places):
        text = "`source` and `destination` arguments must have the same number of elements"
        raise ValueError(text)
    order = [i for i in range(ndim) if i not in moved]
    for place, axis in sorted(zip(places, moved, strict=True)):
        order.insert(place, axis)
    return transpose(found, order)


def squeeze(a: Any, axis: Any = None) -> Any:
    """Without axes of length 1, or without those named."""
    found = asarray(a)
    shape = found.shape
    if axis is None or (not shape and axis in (0, -1)):
        gone = tuple([i for i, n in enumerate(shape) if n == 1])
    else:
        gone = axes_of(axis, len(shape))
        if any(shape[i] != 1 for i in gone):
            raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
    kept = [i for i in range(len(shape)) if i not in gone]
    steps = steps_of(found)
    return look(
        found, found._offset, tuple([shape[i] for i in kept]), tuple([steps[i] for i in kept])
    )


def expand_dims(a: Any, axis: Any) -> Any:
    """With new axes of length 1 at those places."""
    found = asarray(a)
    given = axis if isinstance(axis, (tuple, list)) else (axis,)
    ndim = len(found.shape) + len(given)
    places = axes_of(tuple(given), ndim)
    shape, steps = list(found.shape), list(steps_of(found))
    for place in sorted(places):
        shape.insert(place, 1)
        steps.insert(place, 1)
    return look(found, found._offset, tuple(shape), tuple(steps))


def atleast_1d(*arys: Any) -> Any:
    """The arrays, with one dimension where they had none."""
    made = [each if each.shape else reshape(each, 1) for each in map(asarray, arys)]
    return made[0] if len(made) == 1 else tuple(made)


def atleast_2d(*arys: Any) -> Any:
    """The arrays, with leading axes where they had less than two."""
    made = [
        each if len(each.shape) > 1 else reshape(each, (1, each.size))
        for each in map(asarray, arys)
    ]
    return made[0] if len(made) == 1 else tuple(made)


def as_strided(
    x: Any, shape: Any = None, strides: Any = None, subok: bool = False, writeable: bool = True
) -> Any:
    """Any look at the memory of an array; strides in bytes."""
    found = asarray(x)
    lengths = found.shape if shape is None else tuple(shape)
    size = found.dtype.itemsize
    given = [step * size for step in steps_of(found)] if strides is None else strides
    made = look(found, found._offset, lengths, tuple([step // size for step in given]))
    made._sealed = found._sealed or not writeable
    return made


def shape(a: Any) -> Shape:
    """The shape of an array, a nested list or a number."""
    found: Shape = asarray(a).shape
    return found


def ndim(a: Any) -> int:
    """How many dimensions it has."""
    return len(shape(a))


def size(a: Any, axis: int | None = None) -> int:
    """How many elements it has, or how many along an axis."""
    return math.prod(shape(a)) if axis is None else shape(a)[axis]
