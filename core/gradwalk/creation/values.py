"""Tensors from values: numbers, nested sequences, arrays, other tensors."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, errors
from gradwalk.array import generic, ndarray, xp
from gradwalk.creation.base import NO_INT_GRAD, Dtype, dtype_of, made
from gradwalk.devices import require_cpu
from gradwalk.signatures import type_name
from gradwalk.tensorbase import TensorBase

_COPY_WARNING = (
    "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
    "sourceTensor.detach().clone().requires_grad_(True),"
)

_NO_INDEX = "only integer tensors of a single element can be converted to an index"
_SLOW = (
    "Creating a tensor from a list of numpy.ndarrays is extremely slow. Please consider converting "
    "the list to a single numpy.ndarray with numpy.array() before converting to a tensor."
)
_ASARRAY = (
    "torch.asarray: unspecified requires_grad now defaults to obj.requires_grad instead of False. "
    "Pass requires_grad=False explicitly to get the old behavior and silence this warning."
)

if TYPE_CHECKING:
    from gradwalk.devices import device as Device
    from gradwalk.tensor import Tensor

_NOT_GIVEN = object()


def warn_of_copy(name: str) -> None:
    """PyTorch's advice to who makes a tensor of a tensor, in the name of the function."""
    warnings.warn(f"{_COPY_WARNING} rather than {name}(sourceTensor).", stacklevel=3)


def tensor(
    data: Any = _NOT_GIVEN,
    *more: Any,
    dtype: Dtype = None,
    device: str | Device | None = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A tensor with a copy of the data: a number, nested sequences, an array or a tensor."""
    if more:
        count = len(more) + 1
        raise TypeError(f"tensor() takes 1 positional argument but {count} were given")
    if data is _NOT_GIVEN:
        raise TypeError('tensor() missing 1 required positional arguments: "data"')
    require_cpu(device)
    if requires_grad.__class__ is not bool:
        raise errors.not_a_bool("tensor(): argument 'requires_grad'", requires_grad)
    if isinstance(data, TensorBase):
        warn_of_copy("torch.tensor")
    return made(array_of(data, dtype, copy=True), "tensor", requires_grad)


def array_of(data: Any, dtype: Dtype = None, *, copy: bool = False) -> Any:
    """An array with the dtype torch.tensor would give the data."""
    wanted = dtype_of(dtype, dtypes.float32).array if dtype is not None else None
    if isinstance(data, TensorBase):
        return _cast(data._array, wanted, copy)
    if isinstance(data, (ndarray, generic)):
        if data.dtype not in dtypes.OF_ARRAY:
            raise TypeError(
                f"can't convert np.ndarray of type numpy.{data.dtype.type.__name__}. "
                "The only supported types are: float64, float32, float16, complex64, complex128, "
                "int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool."
            )
        return _cast(data, wanted, copy)
    if isinstance(data, (list, tuple)) and data and data[0].__class__ is ndarray:
        errors.warn_once(_SLOW)
    _check_first(data)
    shape: list[int] = []
    numbers = _flatten(data, 0, shape)
    kind = wanted if wanted is not None else _inferred(numbers)
    numbers = [_element(each, kind) if isinstance(each, TensorBase) else each for each in numbers]
    return xp.array(_checked(numbers, kind), dtype=kind).reshape(shape)


def _cast(array: Any, wanted: Any, copy: bool) -> Any:
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    if wanted is not None and array.dtype != wanted:
        return array.astype(wanted)
    return xp.array(array) if copy else array


def _check_first(data: Any) -> None:
    """Sizes are found on the way down the first branch: a text there is one dimension too many."""
    deep = False
    while isinstance(data, (list, tuple)) and data:
        data, deep = data[0], True
    if deep and isinstance(data, str):
        raise ValueError("too many dimensions 'str'")


def _flatten(data: Any, depth: int, shape: list[int]) -> list[Any]:
    """The numbers of nested sequences; `shape` is filled on the way down the first branch."""
    if isinstance(data, (str, bytes)):
        raise TypeError(f"new(): invalid data type {type(data).__name__!r}")
    if isinstance(data, TensorBase) and (
        data._array.ndim == 0 or (depth and _is_one(data, shape, depth))
    ):
        return [data]
    if not hasattr(data, "__len__") or not hasattr(data, "__getitem__") or isinstance(data, dict):
        return [data]
    if isinstance(data, (ndarray, generic)):
        array: Any = data
        if array.ndim == 0:
            return [array[()]]
        data = list(array)
    if len(shape) == depth:
        shape.append(len(data))
    items = list(data)
    numbers: list[Any] = []
    for item in items:
        _same_depth(item, depth + 1, shape, numbers)
        numbers += _flatten(item, depth + 1, shape)
    return numbers


def _same_depth(item: Any, depth: int, shape: list[int], numbers: list[Any]) -> None:
    """Raise PyTorch's errors for ragged data before descending."""
    if isinstance(item, (str, bytes)):
        raise TypeError(f"new(): invalid data type {type(item).__name__!r}")
    is_sequence = hasattr(item, "__len__") and not isinstance(item, dict)
    if isinstance(item, (TensorBase, ndarray, generic)):
        array = item._array if isinstance(item, TensorBase) else item
        is_sequence = array.ndim > 0 and not _is_one(item, shape, depth)
    if len(shape) > depth:
        if not is_sequence:
            raise TypeError("not a sequence")
        if len(item) != shape[depth]:
            text = f"expected sequence of length {shape[depth]} at dim {depth} (got {len(item)})"
            raise ValueError(text)
    elif is_sequence and numbers:
        kind = type(item).__name__
        if isinstance(numbers[0], TensorBase):
            _element(numbers[0], numbers[0]._array.dtype)
        if _inferred(numbers).kind in "fc":
            raise TypeError(f"must be real number, not {kind}")
        raise TypeError(f"{kind!r} object cannot be interpreted as an integer")


def _is_one(item: Any, shape: list[int], depth: int) -> bool:
    """Whether a tensor counts as a number: it has one element, or there is no dimension for it."""
    return isinstance(item, TensorBase) and (item._array.size == 1 or len(shape) == depth)


def _element(tensor: TensorBase, kind: Any) -> Any:
    if tensor._edge is not None:
        errors.warn_scalar()
    if tensor._array.size != 1 and kind.kind in "iub":
        raise TypeError(_NO_INDEX)
    if tensor._array.size != 1:
        raise ValueError("only one element tensors can be converted to Python scalars")
    return tensor._array.reshape(())[()]


def _inferred(numbers: list[Any]) -> Any:
    """The dtype of Python numbers together: the default dtype as soon as one is a float."""
    if not numbers:
        return dtypes.get_default_dtype().array
    found: dtypes.dtype | None = None
    for number in numbers:
        if isinstance(number, TensorBase):
            kind = dtypes.OF_ARRAY[number._array.dtype]
        elif isinstance(number, generic):
            kind = dtypes.OF_ARRAY[number.dtype]
        elif isinstance(number, (bool, int, float, complex)):
            kind = dtypes.of_number(number)
        else:
            raise RuntimeError(f"Could not infer dtype of {type_name(number)}")
        found = kind if found is None or found is kind else dtypes.promote_types(found, kind)
    assert found is not None
    return found.array


def _checked(numbers: list[Any], kind: Any) -> list[Any]:
    """The numbers, fit for an array of that dtype."""
    if kind.kind == "f" and None in numbers:
        raise TypeError("must be real number, not NoneType")
    if kind.kind not in "iu":
        return [True if kind.kind == "b" and n else n for n in numbers]
    if any(isinstance(n, int) and not -(2**63) <= n < 2**63 for n in numbers):
        raise ValueError("Overflow when unpacking long long")
    return [dtypes.fitted(n, kind, c_name=False) for n in numbers]


def as_tensor(
    data: Any, *more: Any, dtype: Dtype = None, device: str | Device | None = None
) -> Tensor:
    """The data as a tensor, without a copy where that is possible."""
    if more:
        count = len(more) + 1
        raise TypeError(f"as_tensor() takes 1 positional argument but {count} were given")
    require_cpu(device)
    if isinstance(data, TensorBase):
        kept: Any = data
        return kept if dtype is None else kept.to(dtype_of(dtype, dtypes.float32))  # type: ignore[no-any-return]
    return made(array_of(data, dtype), "as_tensor")


def asarray(
    obj: Any,
    *,
    dtype: Dtype = None,
    device: str | Device | None = None,
    copy: bool | None = None,
    requires_grad: bool | None = None,
) -> Tensor:
    """The data as a tensor that shares its memory where `copy` does not forbid it."""
    if requires_grad is None and isinstance(obj, TensorBase) and obj.requires_grad:  # type: ignore[attr-defined]
        errors.warn_once(_ASARRAY)
    found = as_tensor(obj, dtype=dtype, device=device)
    aliases = found is obj or (isinstance(obj, ndarray) and xp.shares_memory(found._array, obj))
    if copy is False and not aliases:
        if isinstance(obj, TensorBase):
            one, other = obj.dtype.word, found.dtype.word  # type: ignore[attr-defined]
            raise ValueError(f"can't alias tensor with dtype '{one}' into dtype '{other}'.")
        raise ValueError("can't alias arbitrary sequence into a tensor.")
    if copy and aliases:
        found = found.clone()
    if requires_grad is None:
        return found
    if isinstance(obj, TensorBase) and not requires_grad:
        return found.detach()
    if requires_grad and not found.is_floating_point():
        raise RuntimeError(NO_INT_GRAD)
    return found if found.requires_grad else found.requires_grad_(requires_grad)


def from_numpy(array: Any) -> Tensor:
    """A tensor that shares the memory of a NumPy array."""
    if not isinstance(array, ndarray):
        from gradwalk.signatures import type_name  # which needs this package

        raise TypeError(f"expected np.ndarray (got {type_name(array)})")
    if any(step < 0 for step in array.strides):
        raise ValueError(
            "At least one stride in the given numpy array is negative, and tensors with negative "
            "strides are not currently supported. (You can probably work around this by making a "
            "copy of your array  with array.copy().) "
        )
    return made(array_of(array), "from_numpy")


def scalar_tensor(s: Any, *, dtype: Dtype = None, requires_grad: bool = False) -> Tensor:
    """A 0-d tensor, of the default dtype."""
    kind = dtype_of(dtype, dtypes.get_default_dtype())
    return made(xp.array(s, dtype=kind.array), "scalar_tensor", requires_grad)
