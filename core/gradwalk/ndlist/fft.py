"""numpy.fft: the discrete Fourier transform along one axis."""

from __future__ import annotations

import cmath
import math
from typing import Any

from gradwalk.ndlist.base import build, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import COMPLEX128, FLOAT64, complex_of, real_of
from gradwalk.ndlist.folding import parted
from gradwalk.ndlist.shape import moveaxis

Numbers = list[complex]


def _transformed(numbers: Numbers, sign: float) -> Numbers:
    """Halves while the length is even (Cooley and Tukey), the plain sum below."""
    n = len(numbers)
    if n == 1:
        return numbers
    turns = [cmath.rect(1.0, sign * 2 * math.pi * k / n) for k in range(n)]
    if n % 2:
        return [sum(x * turns[j * k % n] for j, x in enumerate(numbers)) for k in range(n)]
    even, odd = _transformed(numbers[::2], sign), _transformed(numbers[1::2], sign)
    turned = [turn * x for turn, x in zip(turns, odd, strict=False)]
    return [a + b for a, b in zip(even, turned, strict=True)] + [
        a - b for a, b in zip(even, turned, strict=True)
    ]


def _rows(a: Any, n: int | None, axis: int) -> tuple[list[list[Any]], tuple[int, ...], Any]:
    """The rows along an axis, cut or filled with zeros to a length."""
    found = moveaxis(asarray(a), axis, -1)
    length = found.shape[-1]
    if (n is not None and n < 1) or not length:
        raise ValueError(f"Invalid number of FFT data points ({n or length}) specified.")
    count = n or length
    rows = parted(values(found), length, math.prod(found.shape[:-1]))
    rows = [(row + [0] * (count - length))[:count] for row in rows]
    return rows, (*found.shape[:-1], count), found.dtype


def _made(rows: list[Any], shape: tuple[int, ...], kind: Any, axis: int) -> Any:
    return moveaxis(build([x for row in rows for x in row], shape, kind), -1, axis)


def fft(a: Any, n: int | None = None, axis: int = -1) -> Any:
    """The transform."""
    rows, shape, kind = _rows(a, n, axis)
    made = [_transformed([complex(x) for x in row], -1.0) for row in rows]
    return _made(made, shape, complex_of(kind) if kind.kind in "fc" else COMPLEX128, axis)


def ifft(a: Any, n: int | None = None, axis: int = -1) -> Any:
    """Its inverse."""
    rows, shape, kind = _rows(a, n, axis)
    made = [[x / len(row) for x in _transformed([complex(x) for x in row], 1.0)] for row in rows]
    return _made(made, shape, complex_of(kind) if kind.kind in "fc" else COMPLEX128, axis)


def rfft(a: Any, n: int | None = None, axis: int = -1) -> Any:
    """The transform of real numbers: the half that says all."""
    whole = moveaxis(fft(a, n, axis), axis, -1)
    return moveaxis(whole[..., : whole.shape[-1] // 2 + 1].copy(), -1, axis)


def irfft(a: Any, n: int | None = None, axis: int = -1) -> Any:
    """Its inverse, `n` numbers: an even count unless said."""
    found = moveaxis(asarray(a), axis, -1)
    count = n or 2 * (found.shape[-1] - 1)
    rows, shape, kind = _rows(found, count // 2 + 1, -1)
    full = [row + [x.conjugate() for x in row[1 : (count + 1) // 2][::-1]] for row in rows]
    made = ifft(build([x for row in full for x in row], (*shape[:-1], count), complex_of(kind)))
    return moveaxis(made.real.astype(real_of(made.dtype)), -1, axis)


def fftfreq(n: int, d: float = 1.0) -> Any:
    """The frequencies of a transform of n numbers that are d apart."""
    places = [*range((n - 1) // 2 + 1), *range(-(n // 2), 0)]
    return build([place / (n * d) for place in places], (n,), FLOAT64)
