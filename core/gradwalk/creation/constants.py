"""Tensors of one number, of a size or like another tensor, and the unit matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.creation.base import (
    Dtype,
    check_memory,
    dtype_of,
    like,
    made,
    made_like,
    maker_like,
    size_of,
)
from gradwalk.devices import require_cpu
from gradwalk.named import named
from gradwalk.ops.core import laid_as
from gradwalk.tensorbase import TensorBase

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor


def _filled(
    function: str, size: tuple[Any, ...], value: Any, dtype: Dtype, device: Any, requires_grad: bool
) -> Tensor:
    require_cpu(device)
    kind = dtype_of(dtype, dtypes.get_default_dtype(), function)
    shape = size_of(size, function)
    check_memory(shape, kind.itemsize)
    value = dtypes.fitted(value, kind.array)
    return made(xp.full(shape, value, dtype=kind.array), function, requires_grad)


def _constant(name: str, value: int, doc: str) -> Callable[..., Tensor]:
    def make(
        *size: Any, dtype: Dtype = None, device: Any = None, requires_grad: bool = False
    ) -> Tensor:
        return _filled(name, size, value, dtype, device, requires_grad)

    return named(make, name, doc)


_NO_NUMBERS = "A tensor to be filled; its numbers are zeros here, so that a picture repeats."
zeros = _constant("zeros", 0, "Zeros of the given size.")
ones = _constant("ones", 1, "Ones of the given size.")
empty = _constant("empty", 0, _NO_NUMBERS)


def empty_strided(size: Any, stride: Any, **options: Any) -> Tensor:
    """A tensor to be filled, with these steps in its memory from one element to the next."""
    if len(size) != len(stride):
        raise RuntimeError(
            f"dimensionality of sizes ({len(size)}) must match dimensionality of strides "
            f"({len(stride)})"
        )
    reach = 0 if 0 in size else 1 + sum((n - 1) * k for n, k in zip(size, stride, strict=True))
    return cast("Tensor", empty(reach, **options).as_strided(size, stride))


def full(
    size: Any,
    fill_value: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """One value everywhere; the dtype follows the value."""
    value = fill_value._array.item() if isinstance(fill_value, TensorBase) else fill_value
    chosen = dtype_of(dtype, dtypes.of_number(value), "full")
    return _filled("full", (tuple(size),), value, chosen, device, requires_grad)


def eye(
    n: int,
    m: int | None = None,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Ones on the diagonal, zeros elsewhere."""
    require_cpu(device)
    for name, length in (("n", n), ("m", m)):
        if length is not None and length < 0:
            raise RuntimeError(f"{name} must be greater or equal to 0, got {length}")
    kind = dtype_of(dtype, dtypes.get_default_dtype(), "eye")
    return made(xp.eye(n, n if m is None else m, dtype=kind.array), "eye", requires_grad)


def _laid(fill: Callable[..., Any]) -> Callable[..., Any]:
    return lambda input, kind: laid_as(input._array, fill(input._array.shape, dtype=kind.array))


zeros_like = maker_like(
    "zeros_like", _laid(xp.zeros), "Zeros of the size and dtype of another tensor."
)
ones_like = maker_like("ones_like", _laid(xp.ones), "Ones of the size and dtype of another tensor.")
empty_like = maker_like(
    "empty_like", _laid(xp.zeros), "A tensor to be filled, of the size and dtype of another."
)


def full_like(
    input: Any,
    fill_value: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """One value everywhere, in the size and dtype of another tensor."""
    shape, kind = like("full_like", input, dtype, device)
    value = fill_value._array.item() if isinstance(fill_value, TensorBase) else fill_value
    value = dtypes.fitted(value, kind.array)
    return made_like(input, xp.full(shape, value, dtype=kind.array), "full_like", requires_grad)
