"""finfo and iinfo: what the dtypes can hold."""

from __future__ import annotations

from typing import Any

from gradwalk.ndlist.base import scalar
from gradwalk.ndlist.dtype import dtype, real_of

_MANTISSA = {2: (10, 5), 4: (23, 8), 8: (52, 11)}  # bits of the mantissa and of the exponent
_dtype = dtype


class finfo:  # noqa: N801 - NumPy's own name
    """The limits of a floating dtype."""

    def __init__(self, dtype: Any) -> None:
        kind = real_of(_dtype(dtype) if not hasattr(dtype, "dtype") else dtype.dtype)
        if kind.kind != "f":
            raise ValueError(f"data type {kind.type!r} not inexact")
        self.dtype = kind
        self.bits = 8 * kind.itemsize
        self.nmant, self.nexp = _MANTISSA[kind.itemsize]
        self.maxexp = 1 << (self.nexp - 1)
        self.minexp = 2 - self.maxexp
        self.precision = {2: 3, 4: 6, 8: 15}[kind.itemsize]
        self.eps = scalar(2.0**-self.nmant, kind)
        self.epsneg = scalar(2.0 ** -(self.nmant + 1), kind)
        self.max = scalar((2.0 - 2.0**-self.nmant) * 2.0 ** (self.maxexp - 1), kind)
        self.min = -self.max
        self.tiny = self.smallest_normal = scalar(2.0**self.minexp, kind)
        self.smallest_subnormal = scalar(2.0 ** (self.minexp - self.nmant), kind)
        self.resolution = scalar(10.0**-self.precision, kind)


class iinfo:  # noqa: N801 - NumPy's own name
    """The limits of an integer dtype."""

    def __init__(self, type: Any) -> None:
        kind = _dtype(type) if not hasattr(type, "dtype") else type.dtype
        if kind.kind not in "iu":
            raise ValueError(f"Invalid integer data type {kind.kind!r}.")
        self.dtype = kind
        self.bits = 8 * kind.itemsize
        self.kind = kind.kind
        self.min = -(1 << (self.bits - 1)) if kind.kind == "i" else 0
        self.max = (1 << (self.bits - (kind.kind == "i"))) - 1
