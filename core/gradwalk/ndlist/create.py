"""Making arrays: of nested lists, of numbers, of ranges."""

from __future__ import annotations

import math
import operator
from array import array as cells
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import (
    ArrayBase,
    GenericBase,
    Shape,
    afford,
    around,
    build,
    look,
    raw,
    values,
)
from gradwalk.ndlist.dtype import (
    COMPLEX128,
    FLOAT64,
    INT64,
    NAMES,
    dtype,
    promote_types,
    result_type,
)
from gradwalk.ndlist.order import layout, turn_back, turned

_KINDS = {bool: NAMES["bool"], int: INT64, float: FLOAT64, complex: COMPLEX128}
_NESTED = (list, tuple, range)


def shape_of(shape: Any) -> Shape:
    """A shape given as one number or a sequence of them."""
    if hasattr(shape, "__index__") and not getattr(shape, "shape", ()):
        lengths: Shape = (shape.__index__(),)
    elif isinstance(shape, Iterable):
        lengths = tuple([operator.index(n) for n in shape])
    else:
        kind = type(shape).__name__
        text = f"expected a sequence of integers or a single integer, got '{shape!r}'"
        raise TypeError(text if kind != "NoneType" else "expected a sequence of integers")
    if lengths and min(lengths) < 0:
        raise ValueError("negative dimensions are not allowed")
    return lengths


# --- from values ----------------------------------------------------------------------------------
def array(
    object: Any,
    dtype: Any = None,
    *,
    copy: bool | None = True,
    order: str = "K",
    subok: bool = False,
    ndmin: int = 0,
    like: Any = None,
) -> Any:
    """A new array of numbers, nested sequences, or another array."""
    made = _array(object, dtype, copy=bool(copy))
    if made.ndim < ndmin:
        made = made.reshape((1,) * (ndmin - made.ndim) + made.shape)
    return made


def _array(value: Any, kind: Any, *, copy: bool) -> Any:
    wanted = None if kind is None else dtype(kind)
    if isinstance(value, ArrayBase):
        if not copy and (wanted is None or wanted is value.dtype):
            return value
        return kept(value, wanted or value.dtype)
    if isinstance(value, GenericBase):
        return cast([value.value], (), value.dtype, wanted or value.dtype)
    if value.__class__ in _KINDS:
        return _of_python([value], (), wanted)
    if hasattr(value, "__array__"):
        return _array(value.__array__(), kind, copy=False)
    if isinstance(value, (memoryview, bytes, bytearray, cells)):
        return _of_memory(memoryview(value), wanted)
    if not isinstance(value, _NESTED) and hasattr(value, "tolist"):
        value = value.tolist()
    flat, shape = flatten(value)
    return _of_python(flat, shape, wanted)


def asarray(a: Any, dtype: Any = None, *, copy: bool | None = None, **options: Any) -> Any:
    """The value itself if it is such an array already, else an array of it."""
    return _array(a, dtype, copy=bool(copy))


asanyarray = asarray


def _sequence(value: Any) -> bool:
    if isinstance(value, _NESTED):
        return True
    if isinstance(value, ArrayBase):
        return bool(value.shape)
    return bool(getattr(value, "shape", ())) and hasattr(value, "__array__")


def flatten(value: Any) -> tuple[list[Any], Shape]:
    """The numbers of nested sequences, flat, and their common shape."""
    shape: list[int] = []
    level = [value]
    while level and _sequence(level[0]):
        length = len(level[0])
        if not all(_sequence(each) and len(each) == length for each in level):
            raise _ragged(shape)
        shape.append(length)
        level = list(chain.from_iterable(level))
    if any(map(_sequence, level)):
        raise _ragged(shape)
    return level, tuple(shape)


def _ragged(shape: list[int]) -> ValueError:
    return ValueError(
        "setting an array element with a sequence. The requested array has an inhomogeneous shape "
        f"after {len(shape)} dimensions. The detected shape was {tuple(shape)} + inhomogeneous "
        "part."
    )


def _of_python(flat: list[Any], shape: Shape, wanted: dtype | None) -> Any:
    classes = set(map(type, flat))
    if not classes <= _KINDS.keys():
        flat = [each.value if isinstance(each, GenericBase) else _number(each) for each in flat]
        kinds = [getattr(each, "dtype", None) or _KINDS[_root(each)] for each in classes]
        classes = set(map(type, flat))
    else:
        kinds = [_KINDS[each] for each in classes]
    found = kinds[0] if kinds else wanted or FLOAT64
    for each in kinds[1:]:
        found = promote_types(found, each)
    kind = wanted or found
    if kind.kind in "iu" and found.kind in "iu":
        check_range(flat, kind)
    elif kind.kind in "iu":
        flat = list(map(int, flat))  # which refuses what is not finite
        check_range(flat, kind)
        return build(flat, shape, kind)
    return cast(flat, shape, found, kind)


def _root(kind: type) -> type:
    """Which of Python's numbers a class descends from or can become."""
    return next((each for each in (bool, int, float, complex) if issubclass(kind, each)), float)


def _number(value: Any) -> Any:
    """A Python number for something that says it is one."""
    if isinstance(value, (int, float, complex)):
        return value
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, str) or not hasattr(value, "__float__"):
        kind = type(value).__name__
        raise TypeError(f"float() argument must be a string or a real number, not '{kind}'")
    return float(value)


def check_range(numbers: Iterable[int], kind: dtype) -> None:
    """Refuse Python integers that the dtype cannot hold."""
    bits = 8 * kind.itemsize - (kind.kind == "i")
    low = -(1 << bits) if kind.kind == "i" else 0
    for number in numbers:
        if not low <= number < 1 << bits:
            if kind is INT64:
                raise OverflowError("Python int too large to convert to C long")
            raise OverflowError(f"Python integer {number} out of bounds for {kind.name}")


def cast(flat: Sequence[Any], shape: Shape, source: dtype, target: dtype) -> Any:
    """An array of numbers of one dtype in another."""
    return build(memory.convert(flat, source, target), shape, target)


def astype(array: Any, kind: dtype) -> Any:
    """A new, contiguous array of the same values in a dtype."""
    source = array.dtype
    if source is kind:
        buffer = raw(array)
        if buffer.__class__ is memoryview:
            buffer = cells(kind.code, buffer.tolist())
        return around(buffer, array.shape, kind)
    return cast(values(array), array.shape, source, kind)


def kept(array: Any, kind: dtype) -> Any:
    """As `astype`, the axes as they lie in memory."""
    order = layout([array], array.shape)
    if order is None:
        return astype(array, kind)
    return turn_back(astype(turned(array, order), kind), order)


_FORMATS = {"?": "bool", "c": "int8", "l": "int64", "L": "uint64"}


def _of_memory(view: memoryview, wanted: dtype | None) -> Any:
    kind = NAMES[_FORMATS.get(view.format, view.format)]
    flat, shape = flatten(view.tolist())
    return cast(flat, shape, kind, wanted or kind)


def frombuffer(buffer: Any, dtype: Any = float, count: int = -1, offset: int = 0) -> Any:
    """An array that looks at the memory of an object; it cannot be written if that cannot."""
    kind = NAMES["float64"] if dtype is float else _dtype(dtype)
    view = memoryview(buffer).cast("B")[offset:]
    if count < 0 and len(view) % kind.itemsize:
        raise ValueError("buffer size must be a multiple of element size")
    count = len(view) // kind.itemsize if count < 0 else count
    if count * kind.itemsize > len(view):
        raise ValueError("buffer is smaller than requested size")
    part: Any = view[: count * kind.itemsize]
    made = around(part.cast(kind.code), (count,), kind)
    made._sealed = view.readonly
    return made


_dtype = dtype  # where a parameter has that name


def fromiter(iter: Iterable[Any], dtype: Any, count: int = -1) -> Any:
    """A 1-d array of the numbers of an iterable."""
    numbers = list(iter)
    return array(numbers if count < 0 else numbers[:count], dtype)


def copy(a: Any, order: str = "K") -> Any:
    """A copy, as an array."""
    return array(a)


def ascontiguousarray(a: Any, dtype: Any = None) -> Any:
    """The array itself if its elements lie in C order, else a copy of it."""
    found = asarray(a, dtype)
    if found._steps is not None:
        found = astype(found, found.dtype)
    return found if found.shape else look(found, found._offset, (1,), None)


# --- filled ---------------------------------------------------------------------------------------
def zeros(shape: Any, dtype: Any = None, order: str = "C") -> Any:
    """Zeros."""
    lengths, kind = shape_of(shape), _dtype(dtype)
    afford(lengths, kind, objects=False)
    return around(memory.empty(math.prod(lengths), kind), lengths, kind)


def empty(shape: Any, dtype: Any = None, order: str = "C") -> Any:
    """Zeros too: there is no memory without values in Python."""
    return zeros(shape, dtype)


def full(shape: Any, fill_value: Any, dtype: Any = None, order: str = "C") -> Any:
    """One value everywhere; an array of them is broadcast."""
    lengths = shape_of(shape)
    value = asarray(fill_value, dtype)
    afford(lengths, value.dtype, objects=False)
    if value.shape:
        made = zeros(lengths, value.dtype)
        made[...] = value
        return made
    return around(raw(value) * math.prod(lengths), lengths, value.dtype)


def ones(shape: Any, dtype: Any = None, order: str = "C") -> Any:
    """Ones."""
    return full(shape, 1, _dtype(dtype))


def zeros_like(a: Any, dtype: Any = None, order: str = "K", shape: Any = None) -> Any:
    """Zeros of the shape and dtype of another array."""
    return full_like(a, 0, dtype, shape=shape)


def ones_like(a: Any, dtype: Any = None, order: str = "K", shape: Any = None) -> Any:
    """Ones of the shape and dtype of another array."""
    return full_like(a, 1, dtype, shape=shape)


def full_like(
    a: Any, fill_value: Any, dtype: Any = None, order: str = "K", shape: Any = None
) -> Any:
    """One value in the shape and dtype of another array."""
    found = asarray(a)
    kind = found.dtype if dtype is None else dtype
    axes = layout([found], found.shape) if shape is None else None
    if axes is None:
        return full(found.shape if shape is None else shape, fill_value, kind)
    return turn_back(full([found.shape[i] for i in axes], fill_value, kind), axes)


empty_like = zeros_like


def eye(N: int, M: int | None = None, k: int = 0, dtype: Any = float) -> Any:
    """Ones on a diagonal of an (N, M) array of zeros."""
    columns = N if M is None else M
    made = zeros((N, columns), dtype)
    ones_at = [i * columns + i + k for i in range(N) if 0 <= i + k < columns]
    one = raw(asarray(1, made.dtype))
    width = len(one)
    for place in ones_at:
        made._buffer[width * place : width * place + width] = one
    return made


def identity(n: int, dtype: Any = None) -> Any:
    """Ones on the diagonal of an (n, n) array."""
    return eye(n, dtype=_dtype(dtype))


# --- ranges ---------------------------------------------------------------------------------------
def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> Any:
    """Numbers from start to before stop, `step` apart."""
    if stop is None:
        start, stop = 0, start
    kind = result_type(start, stop, step) if dtype is None else _dtype(dtype)
    first, last, by = (
        each.item() if hasattr(each, "item") else each for each in (start, stop, step)
    )
    if not by:
        raise ZeroDivisionError("division by zero")
    count = max(0, math.ceil((last - first) / by))
    afford((count,), kind)
    if kind.kind in "iu" and isinstance(first, int) and isinstance(by, int):
        return build(range(first, first + count * by, by), (count,), kind)
    second = scalar_of(first + by, kind)  # NumPy steps by the rounded difference of the first two
    start_at = scalar_of(first, kind)
    return build([start_at + i * (second - start_at) for i in range(count)], (count,), kind)


def scalar_of(number: Any, kind: dtype) -> Any:
    """A Python number as the dtype holds it."""
    if kind is FLOAT64 and number.__class__ is float:
        return number
    return values(_of_python([number], (), kind))[0]


def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: Any = None,
) -> Any:
    """Evenly spaced numbers from start to stop."""
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    afford((num,), FLOAT64)
    parts = num - 1 if endpoint else num
    kind = result_type(start, stop, 1.0)  # what is computed in
    first, last = (asarray(each, kind)[()] for each in (start, stop))
    step = (last - first) / parts if parts > 0 else math.nan
    made = asarray(arange(num, dtype=kind) * step + first if parts > 0 else full(num, first, kind))
    if endpoint and num > 1:
        made[-1] = last
    wanted = kind if dtype is None else _dtype(dtype)
    if wanted.kind in "iu":
        made = build([math.floor(x) for x in values(made)], made.shape, wanted)
    else:
        made = cast(values(made), made.shape, kind, wanted)
    return (made, step) if retstep else made


def logspace(start: Any, stop: Any, num: int = 50, base: float = 10.0, dtype: Any = None) -> Any:
    """Numbers spaced evenly on a logarithmic scale."""
    flat = [base**x for x in values(linspace(start, stop, num))]
    return cast(flat, (num,), FLOAT64, FLOAT64 if dtype is None else _dtype(dtype))
