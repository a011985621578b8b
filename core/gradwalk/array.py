"""The array module: NumPy, or ndlist where there is no NumPy. Nothing else in core imports either.

The environment variable GRADWALK_ARRAYS, if set, decides: "numpy" or "ndlist".

A tensor's array is an ndarray, or a NumPy scalar where it has no dimensions: arithmetic on
`numpy.float32` is about ten times faster than on a 0-d ndarray. `Storage.buffer` and
`writable` turn a scalar into an ndarray when somebody wants to share or write it.
"""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from typing import Any


def _chosen() -> Any:
    """The module that makes the arrays."""
    wanted = os.environ.get("GRADWALK_ARRAYS", "")
    if wanted not in ("", "numpy", "ndlist"):
        raise ImportError(f"GRADWALK_ARRAYS is {wanted!r}; it can be 'numpy' or 'ndlist'")
    if wanted != "ndlist":
        try:
            import numpy
        except ImportError:
            if wanted == "numpy":
                raise
        else:
            return numpy
    from gradwalk import ndlist

    return ndlist


xp: Any = _chosen()
_quiet = threading.local()


def quiet() -> None:
    """No warnings of 1/0 or log(-1), as in PyTorch; NumPy has to be told in each thread."""
    if not hasattr(_quiet, "told"):
        xp.seterr(all="ignore")
        _quiet.told = True


quiet()

Array = Any  # an ndarray or a scalar, generic
ndarray = xp.ndarray
generic = xp.generic
float32 = xp.float32
FLOAT32: Any = xp.dtype("float32")
BITS: Any = xp.dtype("int32") if xp.__name__ == "numpy" else None  # what float32 can be read as


def sum_to(array: Array, shape: tuple[int, ...]) -> Array:
    """Undo broadcasting: sums `array` over the axes that `shape` lacks or has as 1."""
    lead = array.ndim - len(shape)
    if lead:
        array = xp.add.reduce(array, axis=0 if lead == 1 else tuple(range(lead)))
        if array.shape == shape:
            return array
    axes = tuple(i for i, n in enumerate(shape) if n == 1 and array.shape[i] != 1)
    return xp.add.reduce(array, axis=axes, keepdims=True) if axes else array


_ONE: Any = xp.ones((), FLOAT32)


def one_for(array: Array) -> Any:
    """1 to compute with: NumPy takes twice as long over a Python number and an array."""
    return _ONE if BITS and array.__class__ is ndarray and array.dtype is FLOAT32 else 1


def where_else_zero(mask: Array, array: Array) -> Array:
    """`where(mask, array, 0)`, without a branch for each element where NumPy can do without."""
    if array.__class__ is ndarray and array.dtype is FLOAT32 and mask.shape == array.shape and BITS:
        return (array.view(BITS) * mask).view(FLOAT32)  # 0 is the float without any bit set
    return xp.where(mask, array, 0)


def strides_of(array: Array) -> tuple[int, ...]:
    """The strides in elements, as PyTorch counts them.

    NumPy gives axes of length 1 any stride it likes; PyTorch's are those of a contiguous
    tensor unless the view says otherwise, so a contiguous array's are computed.
    """
    if array.flags.c_contiguous:
        return contiguous_strides(array.shape)
    return in_elements(array.strides, array.itemsize)


@lru_cache(maxsize=4096)
def in_elements(strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    """Strides in bytes, in elements."""
    return tuple([step // itemsize for step in strides])


@lru_cache(maxsize=4096)
def contiguous_strides(shape: tuple[int, ...]) -> tuple[int, ...]:
    """The strides, in elements, of a fresh tensor of that shape."""
    strides, step = [], 1
    for length in reversed(shape):
        strides.append(step)
        step *= max(length, 1)
    return tuple(reversed(strides))


def address(array: Array) -> int:
    """The address of the first element."""
    return int(array.__array_interface__["data"][0])


def root(array: Array) -> Array:
    """The array that owns the memory `array` looks at."""
    base = array.base
    while base is not None:
        if isinstance(base, ndarray):
            array = base
        base = getattr(base, "base", None)  # as_strided puts an object of its own in between
    return array


def offset_of(array: Array) -> int:
    """How many elements lie in the storage before the first one of `array`."""
    owner = root(array)
    if owner is array or not array.size:
        return 0
    if array.nbytes == owner.nbytes and (array.flags.c_contiguous or array.flags.f_contiguous):
        return 0
    return int((address(array) - address(owner)) // array.itemsize)


def byte_bounds(array: Array) -> tuple[int, int]:
    """The addresses of the first byte and after the last one that an array reaches."""
    start = address(array)
    reach = sum((n - 1) * step for n, step in zip(array.shape, array.strides, strict=True))
    return start, start + reach + array.itemsize


def dense(array: Array) -> bool:
    """Whether its elements fill its memory without gaps, each once."""
    start, stop = byte_bounds(array)
    return bool(stop - start == array.size * array.itemsize)


def strided(array: Array, shape: tuple[int, ...], strides: tuple[int, ...], offset: int) -> Array:
    """A view of the storage of `array`: `strides` and `offset` in elements."""
    owner = root(array)
    as_strided = xp.lib.stride_tricks.as_strided
    flat = as_strided(owner, (owner.size,), (owner.itemsize,))
    steps = tuple(step * owner.itemsize for step in strides)
    return as_strided(flat[offset:], shape, steps)
