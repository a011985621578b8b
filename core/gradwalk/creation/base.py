"""What the functions that make tensors share: sizes, dtypes, and the new leaf itself."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, errors
from gradwalk.array import dense, ndarray, quiet
from gradwalk.devices import require_cpu
from gradwalk.graph import leaf_edge
from gradwalk.named import named
from gradwalk.ops.core import laid_as
from gradwalk.signatures import refusal, type_name
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.trace import listen

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor

Dtype = dtypes.dtype | type | None
_MOST_BYTES = 2**40  # more than any machine this runs on has: refused before allocating
_SHARED = ("as_tensor", "from_numpy")  # memory that may be somebody else's
NO_INT_GRAD = "Only Tensors of floating point and complex dtype can require gradients"


def dtype_of(wanted: Any, default: dtypes.dtype, function: str = "tensor") -> dtypes.dtype:
    """The dtype object that a `dtype=` argument means."""
    if wanted is None:
        return default
    if isinstance(wanted, dtypes.dtype):
        return wanted
    if isinstance(wanted, type) and wanted in dtypes.OF_PYTHON:
        return dtypes.OF_PYTHON[wanted]
    kind = type(wanted).__name__
    raise TypeError(f"{function}(): argument 'dtype' must be torch.dtype, not {kind}")


def made(array: Any, how: str, requires_grad: bool = False) -> Tensor:
    """A new leaf around an array of its own; the listener hears how it was made."""
    quiet()
    if not array.shape and how not in _SHARED:
        array = array[()]  # a scalar: what is computed with it is far quicker
    tensor = fresh(array)
    if requires_grad:
        if array.dtype.kind not in "fc":
            raise RuntimeError(NO_INT_GRAD)
        tensor._edge = leaf_edge(tensor)
    if listen.listener is not None:
        listen.listener.created(tensor, how)
    return tensor


def size_of(size: tuple[Any, ...], function: str) -> tuple[int, ...]:
    """The size given as separate numbers or as one sequence, checked."""
    listed = len(size) == 1 and isinstance(size[0], (tuple, list))
    if listed:
        size = tuple(size[0])
    if not all(hasattr(each, "__index__") and not isinstance(each, bool) for each in size):
        given = (size,) if listed else size
        raise refusal([f"{function}(SymIntArrayRef size)"], given, {}) or TypeError(function)
    lengths = tuple(length.__index__() for length in size)
    negative = next((length for length in lengths if length < 0), None)
    if negative is not None and function == "zeros":
        raise RuntimeError("zeros: Dimension size must be non-negative.")
    if negative is not None:
        text = f"Trying to create tensor with negative dimension {negative}: {list(lengths)}"
        raise RuntimeError(text)
    return lengths


def check_memory(shape: tuple[int, ...], itemsize: int) -> None:
    """Refuse what cannot fit into memory before trying."""
    wanted = math.prod(shape) * itemsize
    if wanted >= 2**63:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={list(shape)}")
    if wanted > _MOST_BYTES:
        raise errors.cannot_allocate(wanted)


def like(function: str, of: Any, dtype: Dtype, device: Any) -> tuple[tuple[int, ...], dtypes.dtype]:
    """The shape of another tensor, and its dtype or the one wanted."""
    require_cpu(device)
    if not isinstance(of, TensorBase):
        kind = type_name(of)
        raise TypeError(f"{function}(): argument 'input' (position 1) must be Tensor, not {kind}")
    return of._array.shape, dtype_of(dtype, dtypes.of(of._array), function)


def layout_like(of: TensorBase) -> Any:
    """What lies as a new tensor like this one: its array, or a shape where that is contiguous."""
    array = of._array
    return array if array.__class__ is ndarray and dense(array) else array.shape


def maker_like(name: str, numbers: Callable[[Any, dtypes.dtype], Any], doc: str) -> Any:
    """A function that makes a tensor like another; `numbers` gives its array, laid out alike."""

    def make(
        input: Any,
        *,
        dtype: Dtype = None,
        device: Any = None,
        requires_grad: bool = False,
        memory_format: Any = None,
    ) -> Tensor:
        _, kind = like(name, input, dtype, device)
        return made(numbers(input, kind), name, requires_grad)

    return named(make, name, doc)


def made_like(of: Any, array: Any, how: str, requires_grad: bool) -> Tensor:
    """A new leaf whose elements lie in memory in the order of the other tensor's."""
    return made(laid_as(of._array, array), how, requires_grad)
