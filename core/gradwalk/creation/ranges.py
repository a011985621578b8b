"""Tensors of evenly spaced numbers."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.creation.base import Dtype, check_memory, dtype_of, made
from gradwalk.devices import require_cpu
from gradwalk.tensorbase import TensorBase

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor


def arange(
    start: Any = 0,
    end: Any = None,
    step: Any = 1,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Numbers from start up to, not including, end."""
    require_cpu(device)
    kind = None if dtype is None else dtypes.meant(dtype)
    if kind is dtypes.bool_ or (kind and kind.is_complex):
        raise NotImplementedError(f"\"arange_cpu\" not implemented for '{kind.word}'")
    if end is None:
        start, end = 0, start
    start, end, step = (
        v._array.item() if isinstance(v, TensorBase) else v for v in (start, end, step)
    )
    if not (math.isfinite(start) and math.isfinite(end)):
        raise RuntimeError(f"unsupported range: {start:g} -> {end:g}")
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    whole = all(hasattr(v, "__index__") for v in (start, end, step))
    default = dtypes.int64 if whole else dtypes.get_default_dtype()
    kind = dtype_of(dtype, default, "arange")
    if kind is dtypes.int64 and not whole:  # which are cut off then, in all other dtypes later
        start, end, step, whole = int(start), int(end), int(step), True
        if not step:
            raise ValueError("step must be nonzero")
    count = -((start - end) // step) if whole else math.ceil((end - start) / step)
    check_memory((count,), kind.itemsize)
    if not whole and kind.category < dtypes.FLOAT:
        start, step = int(start), int(step)
    numbers = start + xp.arange(count) * step  # of floats in double, as ATen's accumulation type
    return made(numbers.astype(kind.array), "arange", requires_grad)


def range_(start: Any = 0, end: Any = None, step: Any = 1, **options: Any) -> Tensor:
    """torch.range: floats from start to end, both included. Deprecated."""
    warnings.warn(
        "torch.range is deprecated and will be removed in a future release because its behavior is "
        "inconsistent with Python's range builtin. Instead, use torch.arange, which produces "
        "values in [start, end).",
        UserWarning,
        stacklevel=3,
    )
    options.setdefault("dtype", dtypes.get_default_dtype())
    return arange(start, end + step, step, **options)


def linspace(
    start: Any,
    end: Any,
    steps: int,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """`steps` numbers from start to end, both included."""
    require_cpu(device)
    numbers = _spaced(start, end, steps, dtype_of(dtype, dtypes.get_default_dtype(), "linspace"))
    return made(numbers, "linspace", requires_grad)


def _spaced(start: Any, end: Any, steps: int, kind: dtypes.dtype) -> Any:
    """Evenly spaced from both ends to the middle, each half in the dtype itself, as ATen does."""
    start, end = (v._array.item() if isinstance(v, TensorBase) else v for v in (start, end))
    if steps < 0:
        raise RuntimeError("number of steps must be non-negative")
    if steps < 2:
        return xp.full((steps,), start, dtype=kind.array)
    if kind is dtypes.bool_:
        raise NotImplementedError("\"linspace_cpu\" not implemented for 'Bool'")
    scalar = kind.array.type if kind.is_floating_point else float
    if kind.category < dtypes.FLOAT:
        start, end = (dtypes.wrapped(int(each), kind.array) for each in (start, end))
    low, high = scalar(start), scalar(end)
    step = scalar((high - low) / scalar(steps - 1))
    index = xp.arange(steps)
    wide = float if kind.is_floating_point else lambda value: value  # one rounding, as fma has
    ascending = wide(low) + wide(step) * index
    descending = wide(high) - wide(step) * ((steps - 1) - index)
    numbers = xp.where(xp.arange(steps) < steps // 2, ascending, descending)
    return numbers.astype(kind.array)


def logspace(
    start: Any,
    end: Any,
    steps: int,
    base: float = 10.0,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """`base` to the power of evenly spaced numbers."""
    require_cpu(device)
    kind = dtype_of(dtype, dtypes.get_default_dtype(), "logspace")
    if kind is dtypes.bool_ and steps > 1:
        raise NotImplementedError("\"logspace_cpu\" not implemented for 'Bool'")
    numbers = xp.power(float(base), _spaced(start, end, steps, dtypes.float64))
    return made(numbers.astype(kind.array), "logspace", requires_grad)
