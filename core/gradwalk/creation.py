"""Functions that make tensors from numbers: tensor, zeros, arange, rand and their kin.

They take torch's spellings: a size as separate numbers or as one sequence, dtype objects or the
Python types, `requires_grad`, `generator`, and `device` (only the CPU exists).
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, errors, random
from gradwalk.array import generic, ndarray, quiet, xp
from gradwalk.devices import require_cpu
from gradwalk.graph import leaf_edge
from gradwalk.ops.core import laid_as
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.trace import listen

if TYPE_CHECKING:
    from gradwalk.devices import device as Device
    from gradwalk.tensor import Tensor

__all__ = [
    "arange",
    "as_tensor",
    "asarray",
    "empty",
    "empty_like",
    "eye",
    "from_numpy",
    "full",
    "full_like",
    "linspace",
    "logspace",
    "normal",
    "ones",
    "ones_like",
    "rand",
    "rand_like",
    "randint",
    "randint_like",
    "randn",
    "randn_like",
    "randperm",
    "scalar_tensor",
    "tensor",
    "zeros",
    "zeros_like",
]

Dtype = dtypes.dtype | type | None
_MOST_BYTES = 2**40  # more than any machine this runs on has: refused before allocating
_COPY_WARNING = (
    "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
    "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor)."
)
_PYTHON_TYPES = {float: dtypes.float64, int: dtypes.int64, bool: dtypes.bool_}
_SHARED = ("as_tensor", "from_numpy")  # memory that may be somebody else's
NO_INT_GRAD = "Only Tensors of floating point and complex dtype can require gradients"


def dtype_of(wanted: Any, default: dtypes.dtype, function: str = "tensor") -> dtypes.dtype:
    """The dtype object that a `dtype=` argument means."""
    if wanted is None:
        return default
    if isinstance(wanted, dtypes.dtype):
        return wanted
    if wanted in _PYTHON_TYPES:
        return _PYTHON_TYPES[wanted]
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
    for position, length in enumerate(size):
        if not hasattr(length, "__index__") or isinstance(length, bool):
            what = "(position 1) must be tuple of ints"
            if listed and position:
                kind = type(length).__name__
                raise TypeError(
                    f"{function}(): argument 'size' failed to unpack the object at pos "
                    f'{position + 1} with error "type must be tuple of ints,but got {kind}"'
                )
            if position:
                what = "(position 1) must be tuple of ints, but found element of type"
                text = f"{what} {type(length).__name__} at pos {position}"
            else:
                text = f"{what}, not {type(length).__name__}"
            raise TypeError(f"{function}(): argument 'size' {text}")
    lengths = tuple(length.__index__() for length in size)
    negative = next((length for length in lengths if length < 0), None)
    if negative is not None and function == "zeros":
        raise RuntimeError("zeros: Dimension size must be non-negative.")
    if negative is not None:
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {negative}: {list(lengths)}"
        )
    return lengths


def check_memory(shape: tuple[int, ...], itemsize: int) -> None:
    """Refuse what cannot fit into memory before trying."""
    wanted = math.prod(shape) * itemsize
    if wanted >= 2**63:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={list(shape)}")
    if wanted > _MOST_BYTES:
        raise errors.cannot_allocate(wanted)


# --- from values ---------------------------------------------------------------------------------


def tensor(
    data: Any,
    *,
    dtype: Dtype = None,
    device: str | Device | None = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A tensor with a copy of the data: a number, nested sequences, an array or a tensor."""
    require_cpu(device)
    if requires_grad.__class__ is not bool:
        raise errors.not_a_bool("tensor(): argument 'requires_grad'", requires_grad)
    if isinstance(data, TensorBase):
        warnings.warn(_COPY_WARNING, UserWarning, stacklevel=2)
    return made(array_of(data, dtype, copy=True), "tensor", requires_grad)


def array_of(data: Any, dtype: Dtype = None, *, copy: bool = False) -> Any:
    """An array with the dtype torch.tensor would give the data."""
    wanted = dtype_of(dtype, dtypes.float32).array if dtype is not None else None
    if isinstance(data, TensorBase):
        return _cast(data._array, wanted, copy)
    if isinstance(data, (ndarray, generic)):
        if data.dtype not in dtypes.OF_ARRAY:
            raise TypeError(
                f"can't convert np.ndarray of type {data.dtype.type!r}. "  # PyTorch's own list
                "The only supported types are: float64, float32, float16, complex64, complex128, "
                "int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool."
            )
        return _cast(data, wanted, copy)
    shape: list[int] = []
    numbers = _flatten(data, 0, shape)
    kind = wanted if wanted is not None else _inferred(numbers)
    return xp.array(_checked(numbers, kind), dtype=kind).reshape(shape)


def _cast(array: Any, wanted: Any, copy: bool) -> Any:
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    if wanted is not None and array.dtype != wanted:
        return array.astype(wanted)
    return xp.array(array) if copy else array


def _flatten(data: Any, depth: int, shape: list[int]) -> list[Any]:
    """The numbers of nested sequences; `shape` is filled on the way down the first branch."""
    if isinstance(data, str):
        if depth:
            raise ValueError("too many dimensions 'str'")
        raise TypeError("new(): invalid data type 'str'")
    if isinstance(data, TensorBase) and (data._array.ndim == 0 or (depth and data.numel() == 1)):  # type: ignore[attr-defined]
        return [_element(data)]
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
        _same_depth(item, depth + 1, shape, first=not numbers)
        numbers += _flatten(item, depth + 1, shape)
    return numbers


def _same_depth(item: Any, depth: int, shape: list[int], first: bool) -> None:
    """Raise PyTorch's errors for ragged data before descending."""
    is_sequence = hasattr(item, "__len__") and not isinstance(item, (str, dict))
    if isinstance(item, (TensorBase, ndarray, generic)):
        array = item._array if isinstance(item, TensorBase) else item
        one = isinstance(item, TensorBase) and array.size == 1  # counts as a number
        is_sequence = array.ndim > 0 and not one
    if (
        is_sequence
        and isinstance(item, TensorBase)
        and len(shape) == depth
        and item._array.size != 1
    ):
        raise ValueError("only one element tensors can be converted to Python scalars")
    if len(shape) > depth:
        if not is_sequence:
            raise TypeError("not a sequence")
        if len(item) != shape[depth]:
            raise ValueError(
                f"expected sequence of length {shape[depth]} at dim {depth} (got {len(item)})"
            )
    elif is_sequence and not first:
        raise TypeError(f"'{type(item).__name__}' object cannot be interpreted as an integer")


def _element(tensor: TensorBase) -> Any:
    if tensor._edge is not None:
        errors.warn_scalar()
    return tensor._array.reshape(())[()]


def _inferred(numbers: list[Any]) -> Any:
    """The dtype of Python numbers together: the default dtype as soon as one is a float."""
    if not numbers:
        return dtypes.get_default_dtype().array
    found: dtypes.dtype | None = None
    for number in numbers:
        if isinstance(number, generic):
            kind = dtypes.OF_ARRAY[number.dtype]
        elif isinstance(number, (bool, int, float, complex)):
            kind = dtypes.of_number(number)
        else:
            raise RuntimeError(f"Could not infer dtype of {type(number).__name__}")
        found = kind if found is None or found is kind else dtypes.promote_types(found, kind)
    assert found is not None
    return found.array


def _checked(numbers: list[Any], kind: Any) -> list[Any]:
    """The numbers, fit for an array of that dtype."""
    if kind.kind not in "iu":
        return [True if kind.kind == "b" and n else n for n in numbers]
    if any(isinstance(n, int) and not -(2**63) <= n < 2**63 for n in numbers):
        raise ValueError("Overflow when unpacking long long")
    return [dtypes.fitted(n, kind, c_name=False) for n in numbers]


def as_tensor(data: Any, dtype: Dtype = None, device: str | Device | None = None) -> Tensor:
    """The data as a tensor, without a copy where that is possible."""
    require_cpu(device)
    if isinstance(data, TensorBase):
        kept: Any = data
        return kept if dtype is None else kept.to(dtype_of(dtype, dtypes.float32))  # type: ignore[no-any-return]
    return made(array_of(data, dtype), "as_tensor")


asarray = as_tensor


def from_numpy(array: Any) -> Tensor:
    """A tensor that shares the memory of a NumPy array."""
    if not isinstance(array, ndarray):
        raise TypeError(f"expected np.ndarray (got {type(array).__name__})")
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


# --- constants -----------------------------------------------------------------------------------


def _filled(
    function: str,
    size: tuple[Any, ...],
    value: Any,
    dtype: Dtype,
    device: Any,
    requires_grad: bool,
) -> Tensor:
    require_cpu(device)
    if not size:
        raise TypeError(f'{function}() missing 1 required positional arguments: "size"')
    kind = dtype_of(dtype, dtypes.get_default_dtype(), function)
    shape = size_of(size, function)
    check_memory(shape, kind.itemsize)
    value = dtypes.fitted(value, kind.array)
    return made(xp.full(shape, value, dtype=kind.array), function, requires_grad)


def zeros(
    *size: Any,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    **spelling: Any,
) -> Tensor:
    """Zeros of the given size."""
    size += _by_name("zeros", spelling)
    return _filled("zeros", size, 0, dtype, device, requires_grad)


def ones(
    *size: Any,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    **spelling: Any,
) -> Tensor:
    """Ones of the given size."""
    size += _by_name("ones", spelling)
    return _filled("ones", size, 1, dtype, device, requires_grad)


def empty(
    *size: Any,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    **spelling: Any,
) -> Tensor:
    """A tensor to be filled; its numbers are zeros here, so that a picture repeats."""
    size += _by_name("empty", spelling)
    return _filled("empty", size, 0, dtype, device, requires_grad)


def _by_name(function: str, spelling: dict[str, Any]) -> tuple[Any, ...]:
    """A size given by name; any other name is refused, not passed over."""
    for name in spelling:
        if name != "size":
            raise TypeError(f"{function}() got an unexpected keyword argument '{name}'")
    return (spelling["size"],) if spelling else ()


def full(
    size: Any,
    fill_value: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """One value everywhere; the dtype follows the value."""
    if not isinstance(size, (tuple, list)):
        kind = type(size).__name__
        raise TypeError(f"full(): argument 'size' (position 1) must be tuple of ints, not {kind}")
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


# --- ranges --------------------------------------------------------------------------------------


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
    if end is None:
        start, end = 0, start
    start, end, step = (
        v._array.item() if isinstance(v, TensorBase) else v for v in (start, end, step)
    )
    if step == 0:
        raise RuntimeError("step must be nonzero")
    if (end - start) * step < 0:
        raise RuntimeError("upper bound and lower bound inconsistent with step sign")
    whole = all(isinstance(v, int) for v in (start, end, step))
    default = dtypes.int64 if whole else dtypes.get_default_dtype()
    kind = dtype_of(dtype, default, "arange")
    count = -((start - end) // step) if whole else math.ceil((end - start) / step)
    check_memory((count,), kind.itemsize)
    if whole:
        numbers = xp.arange(start, start + count * step, step, dtype="int64")[:count]
    else:  # computed in double, as ATen's accumulation type
        numbers = start + xp.arange(count) * float(step)
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
    scalar = kind.array.type if kind.is_floating_point else float
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
    numbers = xp.power(float(base), _spaced(start, end, steps, dtypes.float64))
    return made(numbers.astype(kind.array), "logspace", requires_grad)


# --- random --------------------------------------------------------------------------------------


def _random_dtype(dtype: Dtype, function: str, kernel: str) -> dtypes.dtype:
    kind = dtype_of(dtype, dtypes.get_default_dtype(), function)
    if not kind.is_floating_point:
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{kind.word}'")
    return kind


def rand(
    *size: Any,
    generator: random.Generator | None = None,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    **spelling: Any,
) -> Tensor:
    """Uniform random numbers of [0, 1)."""
    require_cpu(device)
    kind = _random_dtype(dtype, "rand", "check_uniform_bounds")
    shape = size_of((*size, *_by_name("rand", spelling)), "rand")
    check_memory(shape, kind.itemsize)
    return made(random.uniform(shape, kind, generator), "rand", requires_grad)


def randn(
    *size: Any,
    generator: random.Generator | None = None,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    **spelling: Any,
) -> Tensor:
    """Standard normal random numbers."""
    require_cpu(device)
    kind = _random_dtype(dtype, "randn", "normal_kernel_cpu")
    shape = size_of((*size, *_by_name("randn", spelling)), "randn")
    check_memory(shape, kind.itemsize)
    return made(random.normal(shape, kind, generator), "randn", requires_grad)


def randint(
    low: int = 0,
    high: Any = None,
    size: Any = None,
    *,
    generator: random.Generator | None = None,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Random integers of [low, high); with one number of [0, high)."""
    require_cpu(device)
    if isinstance(high, (tuple, list)):  # randint(high, size)
        low, high, size = 0, low, high
    elif high is None:
        low, high = 0, low
    if low >= high:
        raise RuntimeError(
            f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        )
    kind = dtype_of(dtype, dtypes.int64, "randint")
    shape = size_of((size,), "randint")
    check_memory(shape, kind.itemsize)
    return made(random.integers(low, high, shape, kind, generator), "randint", requires_grad)


def randperm(
    n: int,
    *,
    generator: random.Generator | None = None,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """The integers from 0 to n-1 in random order."""
    require_cpu(device)
    kind = dtype_of(dtype, dtypes.int64, "randperm")
    size_of((n,), "randperm")
    order = (generator or random.default_generator).permutation(n)
    return made(xp.array(order, dtype=kind.array), "randperm", requires_grad)


def normal(
    mean: Any,
    std: Any = 1.0,
    size: Sequence[int] | None = None,
    *,
    generator: random.Generator | None = None,
    dtype: Dtype = None,
    requires_grad: bool = False,
) -> Tensor:
    """Normal random numbers; mean and deviation are numbers, or tensors with one for each."""
    if not isinstance(std, TensorBase) and std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    if size is not None:
        kind = _random_dtype(dtype, "normal", "normal_kernel_cpu")
        numbers = random.normal(size_of((tuple(size),), "normal"), kind, generator, mean, std)
        return made(numbers, "normal", requires_grad)
    means, stds = (v._array if isinstance(v, TensorBase) else v for v in (mean, std))
    shape = xp.broadcast_shapes(xp.shape(means), xp.shape(stds))
    kind = dtypes.result_type(means, stds)
    return made(random.normal(shape, kind, generator) * stds + means, "normal", requires_grad)


# --- like another tensor -------------------------------------------------------------------------


def _like(
    name: str, of: Any, dtype: Dtype, device: Any, function: str
) -> tuple[tuple[int, ...], dtypes.dtype]:
    require_cpu(device)
    if not isinstance(of, TensorBase):
        kind = type(of).__name__
        raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {kind}")
    return of._array.shape, dtype_of(dtype, dtypes.of(of._array), function)


def _made_like(of: Any, array: Any, how: str, requires_grad: bool) -> Tensor:
    """The elements lie in memory in the order of the other tensor's."""
    return made(laid_as(of._array, array), how, requires_grad)


def zeros_like(
    input: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """Zeros of the size and dtype of another tensor."""
    shape, kind = _like("zeros_like", input, dtype, device, "zeros_like")
    return _made_like(input, xp.zeros(shape, dtype=kind.array), "zeros_like", requires_grad)


def ones_like(
    input: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """Ones of the size and dtype of another tensor."""
    shape, kind = _like("ones_like", input, dtype, device, "ones_like")
    return _made_like(input, xp.ones(shape, dtype=kind.array), "ones_like", requires_grad)


def empty_like(
    input: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """A tensor to be filled, of the size and dtype of another."""
    shape, kind = _like("empty_like", input, dtype, device, "empty_like")
    return _made_like(input, xp.zeros(shape, dtype=kind.array), "empty_like", requires_grad)


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
    shape, kind = _like("full_like", input, dtype, device, "full_like")
    value = fill_value._array.item() if isinstance(fill_value, TensorBase) else fill_value
    value = dtypes.fitted(value, kind.array)
    return _made_like(input, xp.full(shape, value, dtype=kind.array), "full_like", requires_grad)


def rand_like(
    input: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """Uniform random numbers in the size of another tensor."""
    shape, kind = _like("rand_like", input, dtype, device, "rand_like")
    _random_dtype(kind, "rand_like", "check_uniform_bounds")
    return _made_like(input, random.uniform(shape, kind), "rand_like", requires_grad)


def randn_like(
    input: Any,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
    memory_format: Any = None,
) -> Tensor:
    """Standard normal random numbers in the size of another tensor."""
    shape, kind = _like("randn_like", input, dtype, device, "randn_like")
    _random_dtype(kind, "randn_like", "normal_kernel_cpu")
    return _made_like(input, random.normal(shape, kind), "randn_like", requires_grad)


def randint_like(
    input: Any,
    low: int,
    high: int | None = None,
    *,
    dtype: Dtype = None,
    device: Any = None,
    requires_grad: bool = False,
) -> Tensor:
    """Random integers in the size and dtype of another tensor."""
    shape, kind = _like("randint_like", input, dtype, device, "randint_like")
    return randint(0 if high is None else low, low if high is None else high, shape, dtype=kind)
