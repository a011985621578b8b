"""The parts of complex numbers, and whether there are any."""

from __future__ import annotations

from typing import Any

from gradwalk.ndlist import elementwise as e
from gradwalk.ndlist.base import contiguous, look
from gradwalk.ndlist.create import asarray, zeros
from gradwalk.ndlist.dtype import real_of


def real(val: Any) -> Any:
    """The real parts; of a complex array a view."""
    found = asarray(val)
    return _part(found, 0) if found.dtype.kind == "c" else found


def imag(val: Any) -> Any:
    """The imaginary parts; of a complex array a view."""
    found = asarray(val)
    if found.dtype.kind == "c":
        return _part(found, 1)
    made = zeros(found.shape, found.dtype)
    made._sealed = True
    return made


def _part(array: Any, number: int) -> Any:
    steps = contiguous(array.shape) if array._steps is None else array._steps
    made = look(array, 2 * array._offset + number, array.shape, tuple([2 * s for s in steps]))
    if made._steps is None and array.size > 1:  # a view of every second element never is whole
        made._steps = tuple([2 * s for s in steps])
    made.dtype = real_of(array.dtype)
    return made


def angle(z: Any, deg: bool = False) -> Any:
    """The argument of complex numbers."""
    found = asarray(z)
    made = e.arctan2(imag(found), real(found))
    return e.degrees(made) if deg else made


def iscomplexobj(x: Any) -> bool:
    """Whether its dtype is complex."""
    return bool(asarray(x).dtype.kind == "c")


def isrealobj(x: Any) -> bool:
    """Whether its dtype is not complex."""
    return not iscomplexobj(x)
