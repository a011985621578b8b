"""Indexing: `x[...]` and `x[...] = v`, as a chain of select, slice, unsqueeze and index.

PyTorch reads an index from left to right: integers and slices make views one after the other;
what is left (lists, masks, index tensors) is one `index`, which copies.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from gradwalk import creation, dtypes, inplace, mode
from gradwalk.array import generic, ndarray, xp
from gradwalk.ops.basic_index import (
    alias,
    broadcasts,
    check_put,
    copy_,
    expand_error,
    fill_tensor_,
    index,
    index_put,
    index_put_,
    select,
    slice_,
)
from gradwalk.ops.broadcast import expand
from gradwalk.ops.parts import unbind
from gradwalk.ops.shape import unsqueeze, view
from gradwalk.saved import type_name
from gradwalk.signatures import type_name as kind_of
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.views import tracked

_BAD = (
    "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid "
    "indices (got {})"
)
_SEQUENCE = (
    "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed in "
    "pytorch 2.9; use x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as "
    "tensor index, x[torch.tensor(seq)], which will result either in an error or a different result"
)
_BYTES = "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead."
_NO_DIMENSIONS = (
    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ "
    "to convert a 0-dim tensor to a number"
)


def get(tensor: Any, key: Any) -> Any:
    """`tensor[key]`."""
    found, indices = _views(tensor, _items(key, tensor))
    if indices is not None:
        return index(found, indices)
    if found is tensor and key.__class__ is slice:
        return _as_given(tensor, 0, key, 1)
    return alias(tensor) if found is tensor else found


def put(tensor: Any, key: Any, value: Any) -> None:
    """`tensor[key] = value`."""
    if key is False:
        return
    key = None if key is True else key
    value = _as_value(tensor, value)
    found, indices = _views(tensor, _items(key, tensor), value)
    if indices is not None:
        made = _value_for_put(found, value, indices)
        kept = _without_leading_ones(made._array.shape)
        index_put_(found, indices, made if kept == made._array.shape else view(made, kept), False)
        return
    if value._array.shape == found._array.shape:
        copy_(found, value)
    elif not value._array.ndim:
        fill_tensor_(found, value)
    else:
        copy_(found, _expanded_to(value, found))


def _expanded_to(made: TensorBase, target: TensorBase) -> TensorBase:
    to = target._array.shape
    made = view(made, _without_leading_ones(made._array.shape))
    sizes = made._array.shape
    if not broadcasts(sizes, to):
        raise expand_error(type_name(made._array), sizes, to)
    inside = made._memory is target._memory is not None and target._array.size == 1
    if to and not sizes and inside:
        inplace.check(target, mode.grad_enabled and (tracked(target) or tracked(made)))
        inplace.check_apart(target, (made,))  # expanded it has strides of 0: others
    return made if sizes == to else expand(made, to)


def iterate(tensor: Any) -> Iterator[Any]:
    """The rows of a tensor, views all of them."""
    if not tensor._array.ndim:
        raise TypeError("iteration over a 0-d tensor")
    return iter(unbind(tensor, 0))


def _items(key: Any, tensor: TensorBase) -> list[Any]:
    """The index as a list of its parts; a list counts as one part, mostly."""
    if not tensor._array.ndim and _is_integer(key) and not isinstance(key, TensorBase):
        text = f"index {int(key)} is out of bounds for dimension 0 with size 0"
        raise IndexError(text if key else _NO_DIMENSIONS)
    if isinstance(key, tuple):
        return list(key)
    if _like_a_tuple(key):
        warnings.warn(_SEQUENCE, UserWarning, stacklevel=4)
        return list(key)
    return [key]


def _like_a_tuple(key: Any) -> bool:
    """Whether PyTorch reads a sequence as several indices, as NumPy once did."""
    if not isinstance(key, (list, str)) or len(key) >= 32:
        return False
    kinds = (TensorBase, list, tuple, str, slice, ndarray)
    return any(each is None or each is Ellipsis or isinstance(each, kinds) for each in key)


def _as_value(target: TensorBase, value: Any) -> Any:
    """What is to be written, as a tensor."""
    if isinstance(value, TensorBase):
        return value
    whole = isinstance(value, generic) and value.dtype.kind in "iu"  # NumPy's float64 is a float
    if not whole and not isinstance(value, (bool, int, float, complex)):
        raise TypeError(f"can't assign a {kind_of(value)} to a {target.type()}")  # type: ignore[attr-defined]
    kind = target._array.dtype
    if isinstance(value, complex) and kind.kind != "c":
        name = dtypes.of(target._array).c_name
        raise RuntimeError(f"value cannot be converted to type {name} without overflow")
    return fresh(kind.type(dtypes.fitted(value, kind)))


def _value_for_put(target: TensorBase, value: Any, indices: tuple[Any, ...]) -> TensorBase:
    """What is to be written; by masks one number of another dtype may be, for it fills."""
    made: TensorBase = value
    if not inplace.fills(made, indices) and made._array.dtype is not target._array.dtype:
        places = tuple(each if each is None else each._array for each in indices)
        kept = _without_leading_ones(made._array.shape)
        check_put(target._array, places, made._array.reshape(kept))
        _check_kinds(target, made)
    return made


def _check_kinds(target: TensorBase, made: TensorBase) -> None:
    if made._array.dtype is not target._array.dtype:
        raise RuntimeError(
            "Index put requires the source and destination dtypes match, got "
            f"{dtypes.of(target._array).word} for the destination and "
            f"{dtypes.of(made._array).word} for the source."
        )


def _without_leading_ones(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """PyTorch drops leading dimensions of length 1 of what is assigned."""
    while sizes and sizes[0] == 1:
        sizes = sizes[1:]
    return sizes


def _views(
    tensor: Any, items: list[Any], source: TensorBase | None = None
) -> tuple[Any, tuple[Any, ...] | None]:
    """Apply the parts that make views; the index tensors that are left, one per dimension.

    What is to be written there, if anything, may not lie in the same memory.
    """
    count = len(items)
    dots = next((i for i, each in enumerate(items) if each is Ellipsis), count)
    items = _expanded(items, tensor._array.ndim)
    found, dim = tensor, 0
    indices: dict[int, Any] = {}
    for place, each in enumerate(items):
        if each is None:
            found = unsqueeze(found, dim)
            dim += 1
        elif isinstance(each, slice):
            found = _sliced(found, dim, each)
            dim += 1
        elif _is_integer(each):
            written = place if place < dots else place + count - len(items)
            found = _selected(found, dim, each, written)
        elif isinstance(each, bool) or _is_one_truth(each):
            found = unsqueeze(found, dim)
            indices[dim] = fresh(xp.zeros(1 if each else 0, "int64"))
            dim += 1
        else:
            made = _index_tensor(each)
            indices[dim] = made
            dim += made._array.ndim if made._array.dtype.kind == "b" else 1
    if not indices:
        return found, None
    if source is not None:  # which is refused before the indices are looked at
        inplace.check(found, mode.grad_enabled and tracked(found))
        if not inplace.fills(source, indices.values()):
            inplace.check_apart(found, (source,))
    return found, _positions(indices, found)


def _expanded(items: list[Any], ndim: int) -> list[Any]:
    """The ellipsis replaced by as many whole slices as are missing."""
    used = sum(_dims_used(each) for each in items)
    if used > ndim:
        if not ndim and used == 1 and isinstance(items[0], slice):
            raise IndexError("slice() cannot be applied to a 0-dim tensor.")
        raise IndexError(f"too many indices for tensor of dimension {ndim}")
    for place, each in enumerate(items):
        if each is Ellipsis:
            rest = [x for x in items[place + 1 :] if x is not Ellipsis]
            return items[:place] + [slice(None)] * (ndim - used) + rest
    return items


def _dims_used(each: Any) -> int:
    if each is None or each is Ellipsis or isinstance(each, bool):
        return 0
    if isinstance(each, TensorBase) and each._array.dtype.kind == "b":
        return int(each._array.ndim)
    return 1


def _is_one_truth(each: Any) -> bool:
    return isinstance(each, TensorBase) and not each._array.ndim and each._array.dtype.kind == "b"


def _is_integer(each: Any) -> bool:
    if isinstance(each, bool):
        return False
    if isinstance(each, TensorBase):
        return not each._array.ndim and each._array.dtype.kind in "iu"
    return hasattr(each, "__index__") and not isinstance(each, (ndarray, list))


def _selected(found: Any, dim: int, each: Any, place: int) -> Any:
    size = found._array.shape[dim]
    number = int(each)
    if not -size <= number < size:
        raise IndexError(f"index {number} is out of bounds for dimension {place} with size {size}")
    return select(found, dim, number)


def _sliced(found: Any, dim: int, each: slice) -> Any:
    size = found._array.shape[dim]
    step = 1 if each.step is None else _integer(each.step)
    if not step:
        raise ValueError("slice step cannot be zero")
    if step < 0:
        raise ValueError("step must be greater than zero")
    start, end, _ = slice(each.start, each.stop).indices(size)
    if (start, end, step) == (0, size, 1):
        return found
    return _as_given(found, dim, each, step)


def _as_given(found: Any, dim: int, each: slice, step: int) -> Any:
    """A slice, which a node shows with the ends that it was given."""
    start = 0 if each.start is None else _integer(each.start)
    return slice_(found, dim, start, None if each.stop is None else _integer(each.stop), step)


def _integer(step: Any) -> int:
    if not hasattr(step, "__index__"):
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return int(step.__index__())


def _index_tensor(each: Any) -> TensorBase:
    """A list, array or tensor as an index tensor."""
    if isinstance(each, TensorBase):
        made = each
    elif isinstance(each, (list, tuple, range, ndarray, generic)):
        made = creation.tensor(each if isinstance(each, (ndarray, generic)) else list(each))
    else:
        if isinstance(each, str):
            raise TypeError("new(): invalid data type 'str'")
        raise IndexError(_BAD.format(type(each).__name__))
    if made._array.dtype.kind == "u":
        warnings.warn(_BYTES, UserWarning, stacklevel=5)
        return fresh(made._array.astype("bool"))
    if made._array.dtype.kind not in "ib":
        if made._array.size:
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
        made = fresh(made._array.astype("int64"))
    return made


def _positions(indices: dict[int, Any], found: TensorBase) -> tuple[Any, ...]:
    """Index tensors and masks in the order of the dimensions they take; None for a whole one."""
    placed: list[Any] = []
    reached = 0  # how many dimensions are passed
    for dim, each in indices.items():
        placed += [None] * (dim - reached)
        if each._array.dtype.kind == "b":
            _check_mask(each, found, dim)
            reached = dim + each._array.ndim
        else:
            reached = dim + 1
        placed.append(each)
    return tuple(placed)


def index_put_at(self: Any, indices: Any, values: Any, accumulate: bool = False) -> Any:
    """A copy of the tensor with `values` where the index tensors say."""
    placed = _checked(self, indices, values, accumulate)
    return index_put(self, placed, values, accumulate)


def index_put_at_(self: Any, indices: Any, values: Any, accumulate: bool = False) -> Any:
    """The same in place."""
    inplace.check(self, mode.grad_enabled and (tracked(self) or tracked(values)))
    masks = [each for each in indices if isinstance(each, TensorBase)]
    if accumulate or not inplace.fills(values, masks):
        inplace.check_apart(self, (values,))
    placed = _checked(self, indices, values, accumulate)
    return index_put_(self, placed, values, accumulate)


def _checked(target: Any, indices: Any, values: Any, accumulate: bool) -> tuple[Any, ...]:
    """The index tensors, if they fit the tensor and the values its dtype."""
    found: dict[int, Any] = {}
    dim = 0
    if len(indices) > target._array.ndim:
        count, ndim = len(indices), target._array.ndim
        raise IndexError(f"too many indices for tensor of dimension {ndim} (got {count})")
    for place, each in enumerate(indices):
        if not isinstance(each, TensorBase):
            kind = type(each).__name__
            raise TypeError(f"expected Tensor as element {place} in argument 0, but got {kind}")
        found[dim] = made = _index_tensor(each)
        dim += made._array.ndim if made._array.dtype.kind == "b" else 1
    if dim > target._array.ndim:
        text = f"too many indices for tensor of dimension {target._array.ndim} (got {dim})"
        raise IndexError(text)
    placed = _positions(found, target)
    if accumulate or not inplace.fills(values, placed):
        places = tuple([each._array for each in placed])
        check_put(target._array, places, values._array)
        _check_kinds(target, values)
    return placed


def _check_mask(mask: TensorBase, found: TensorBase, dim: int) -> None:
    sizes: Sequence[int] = found._array.shape
    for i, n in enumerate(mask._array.shape):
        if dim + i >= len(sizes) or sizes[dim + i] != n:
            raise IndexError(
                f"The shape of the mask {list(mask._array.shape)} at index {i} does not match the "
                f"shape of the indexed tensor {list(sizes)} at index {dim + i}"
            )
