"""A tensor's memory as torch shows it: as numbers of its dtype, as bytes, or as another dtype.

Writing through either is seen by no counter of versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gradwalk import dtypes, errors
from gradwalk.array import address, root, xp
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

    def __init__(self, tensor: TensorBase) -> None:
        self._memory = root(writable(tensor))
        self._elements = self._memory.reshape(-1)

    def data_ptr(self) -> int:
        """Its address."""
        return address(self._memory)

    def nbytes(self) -> int:
        """Its size in bytes."""
        return int(self._memory.nbytes)

    def size(self) -> int:
        """How many elements it has."""
        return len(self._elements)

    __len__ = size

    def element_size(self) -> int:
        """The size of an element in bytes."""
        return int(self._elements.itemsize)

    def _at(self, index: int) -> int:
        size = self.size()
        if not -size <= index < size:
            raise IndexError(f"index {index} out of range for storage of size {size}")
        return index

    def __getitem__(self, index: int) -> Any:
        return self._elements[self._at(index)].item()

    def __setitem__(self, index: int, value: Any) -> None:
        self._elements[self._at(index)] = value

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def tolist(self) -> list[Any]:
        """Its elements."""
        return list(self._elements.tolist())

    def __repr__(self) -> str:
        lines = "\n ".join(map(str, self))
        return f" {lines}\n[torch.storage.{self._what}device=cpu) of size {self.size()}]"


class UntypedStorage(_Shown):
    """The bytes."""

    _what = "UntypedStorage("

    def __init__(self, tensor: TensorBase) -> None:
        super().__init__(tensor)
        self._elements = self._elements.view(xp.uint8)


class TypedStorage(_Shown):
    """The numbers, without sizes and strides."""

    def __init__(self, tensor: TensorBase) -> None:
        super().__init__(tensor)
        errors.warn_once(_DEPRECATED)
        self.dtype = dtypes.of(self._memory)
        self._what = f"TypedStorage(dtype={self.dtype}, "

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
    if array.strides[-1] != array.itemsize:
        step = array.strides[-1] // array.itemsize
        raise RuntimeError(f"self.stride(-1) must be 1 {how}, but got {step}")
    times = there.itemsize // here.itemsize
    if times and array.shape[-1] % times:
        raise RuntimeError(
            f"self.size(-1) must be divisible by {times} {how}, but got {array.shape[-1]}"
        )


UntypedStorage.__module__ = TypedStorage.__module__ = "torch.storage"
