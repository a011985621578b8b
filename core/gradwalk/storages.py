"""A tensor's memory as torch shows it: as numbers of its dtype, as bytes, or as another dtype.

Writing through either is seen by no counter of versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from gradwalk import dtypes, errors
from gradwalk.array import address, offset_of, root, strided, strides_of, xp
from gradwalk.devices import CPU
from gradwalk.tensorbase import TensorBase, alias, fresh, writable
from gradwalk.trace import listen

_DEPRECATED = (
    "TypedStorage is deprecated. It will be removed in the future and UntypedStorage will be the "
    "only storage class. This should only matter to you if you are using storages directly.  To "
    "access UntypedStorage directly, use tensor.untyped_storage() instead of tensor.storage()"
)


class _Shown:
    """What both share: elements in the order in which they lie."""

    device = CPU
    _what: str
    _unfit: Any  # the error for an index that is none

    def __init__(self, tensor: TensorBase) -> None:
        memory = root(writable(tensor))
        self._elements = strided(memory, (memory.size,), (1,), 0)

    def data_ptr(self) -> int:
        """Its address."""
        return address(self._elements)

    def nbytes(self) -> int:
        """Its size in bytes."""
        return int(self._elements.nbytes)

    def size(self) -> int:
        """How many elements it has."""
        return len(self._elements)

    __len__ = size

    def element_size(self) -> int:
        """The size of an element in bytes."""
        return int(self._elements.itemsize)

    def _at(self, index: Any) -> int:
        if not isinstance(index, int):
            raise self._unfit(index)
        size = self.size()
        if not -size <= index < size:
            raise IndexError(f"index {index} out of range for storage of size {size}")
        return index

    def __getitem__(self, index: Any) -> Any:
        return self._elements[self._at(index)].item()

    def __setitem__(self, index: Any, value: Any) -> None:
        self._elements[index if isinstance(index, slice) else self._at(index)] = value

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def tolist(self) -> list[Any]:
        """Its elements."""
        return list(self._elements.tolist())

    def __repr__(self) -> str:
        lines = "\n ".join(map(str, self))
        return f" {lines}\n[torch.storage.{self._what}device=cpu) of size {self.size()}]"


class UntypedStorage(_Shown):
    """The bytes; equal to another look at the same memory."""

    _what = "UntypedStorage("

    def __init__(self, tensor: TensorBase) -> None:
        super().__init__(tensor)
        self._elements = self._elements.view(xp.uint8)

    def _unfit(self, index: Any) -> Exception:
        return TypeError(f"can't index a torch.UntypedStorage with {type(index).__name__}")

    def __getitem__(self, index: Any) -> Any:
        if not isinstance(index, slice):
            return super().__getitem__(index)
        if index.step not in (None, 1):
            text = f"Trying to slice with a step of {index.step}, but only a step of 1 is supported"
            raise RuntimeError(text)
        part = copy(self)
        part._elements = self._elements[index]
        return part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UntypedStorage) and hash(self) == hash(other)

    def __hash__(self) -> int:
        return hash((self.data_ptr(), self.nbytes()))


class TypedStorage(_Shown):
    """The numbers, without sizes and strides."""

    def __init__(self, tensor: TensorBase) -> None:
        super().__init__(tensor)
        errors.warn_once(_DEPRECATED)
        self.dtype = dtypes.of(self._elements)
        self._what = f"TypedStorage(dtype={self.dtype}, "

    def _unfit(self, index: Any) -> Exception:
        if isinstance(index, slice):
            return RuntimeError("slices are only supported in UntypedStorage.__getitem__")
        return RuntimeError(f"can't index a {type(self)} with {type(index)}")

    def untyped(self) -> Any:
        """The bytes of it."""
        return UntypedStorage(fresh(self._elements))


def viewed_as(tensor: TensorBase, kind: dtypes.dtype) -> TensorBase:
    """The same memory as numbers of another dtype; it has no history."""
    array = writable(tensor)
    here = dtypes.of(array)
    _check_sizes(array, here, kind)
    made = alias(tensor, array.view(kind.array))
    if listen.listener is not None:
        listen.listener.made("view", (("self", tensor), ("dtype", str(kind))), (made,), None)
    else:
        listen.lend(tensor)
    return made


def _check_sizes(array: Any, here: dtypes.dtype, there: dtypes.dtype) -> None:
    if here.itemsize == there.itemsize:
        return
    how = f"to view {here.word} as {there.word} (different element sizes)"
    if not array.ndim:
        raise RuntimeError(f"self.dim() cannot be 0 {how}")
    *steps, last = strides_of(array)
    if last != 1:
        raise RuntimeError(f"self.stride(-1) must be 1 {how}, but got {last}")
    counted = [("size(-1)", array.shape[-1]), ("storage_offset()", offset_of(array))]
    counted += [(f"stride({i})", step) for i, step in enumerate(steps)]
    times = there.itemsize // here.itemsize or 1
    for what, count in counted:
        if count % times:
            raise RuntimeError(f"self.{what} must be divisible by {times} {how}, but got {count}")


UntypedStorage.__module__ = TypedStorage.__module__ = "torch.storage"
