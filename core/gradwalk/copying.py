"""Copies of tensors, by copy.deepcopy or in a file: they share memory where the tensors did."""

from __future__ import annotations

import copy
from math import prod
from typing import Any

from gradwalk import mode
from gradwalk.array import Array, ndarray, offset_of, root, strided, xp
from gradwalk.graph import leaf_edge
from gradwalk.storage import Counter, Storage
from gradwalk.tensorbase import TensorBase, fresh, writable
from gradwalk.views import is_leaf


class Memory:
    """All elements of a storage in the order in which they lie, and the storage."""

    __slots__ = ("elements", "storage")

    def __init__(self, elements: Array, storage: Storage) -> None:
        self.elements = elements
        self.storage = storage

    def __reduce__(self) -> Any:
        return _read, (self.elements.dtype.name, self.elements.tobytes())

    def look(self, dtype: Any, shape: tuple[int, ...], strides: Any, offset: int) -> TensorBase:
        """A tensor at a place in it: the offset in elements, strides in bytes or None."""
        flat = self.elements.view(xp.dtype(dtype))[offset:]
        if strides is None:
            made = fresh(flat[: prod(shape)].reshape(shape))
        else:
            made = fresh(xp.lib.stride_tricks.as_strided(flat, shape, strides))
        made._storage = self.storage
        if not mode.inference:
            made._counter = Counter(1)  # it was set to that memory
        return made


def _read(dtype: str, data: bytes) -> Memory:
    return Memory(xp.frombuffer(data, dtype=xp.dtype(dtype)).copy(), Storage())


def elements_of(owner: Array) -> Array:
    """All elements of an array that owns its memory, in the order in which they lie there."""
    whole = owner.flags.c_contiguous
    return owner.reshape(-1) if whole else strided(owner, (owner.size,), (1,), 0)


def _place(array: Array) -> tuple[Any, ...]:
    """Where in its memory an array lies, as Memory.look takes it."""
    strides = None if array.flags.c_contiguous else array.strides
    return array.dtype, array.shape, strides, offset_of(array)


def deepcopy(tensor: Any, memo: dict[Any, Any]) -> Any:
    """A copy of a leaf, its memory, gradient and attributes."""
    if not is_leaf(tensor):
        raise RuntimeError(
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
            "protocol at the moment.  If you were attempting to deepcopy a module, this may be "
            "because of a torch.nn.utils.weight_norm usage, see "
            "https://github.com/pytorch/pytorch/pull/103001"
        )
    if id(tensor) in memo:
        return memo[id(tensor)]
    made = _copied(tensor, memo.setdefault("torch", {}))
    made.__class__ = tensor.__class__
    if tensor._edge is not None:
        made._edge = leaf_edge(made)
    if tensor._grad is not None:
        made._grad = deepcopy(tensor._grad, memo)
    if tensor.__dict__:
        made.__dict__.update(copy.deepcopy(tensor.__dict__, memo))
    memo[id(tensor)] = made
    return made


def _copied(tensor: TensorBase, copies: dict[int, Any]) -> TensorBase:
    """A tensor at the same place in the copy of its memory, of which there is one."""
    if tensor._memory is None and tensor._array.__class__ is not ndarray:
        made = fresh(tensor._array)  # a scalar that nobody shares
        made._counter = made._counter if mode.inference else Counter(1)
        return made
    array = writable(tensor)
    owner = root(array)
    if id(owner) not in copies:
        copies[id(owner)] = Memory(elements_of(owner).copy(), Storage()), owner  # kept: for its id
    memory: Memory = copies[id(owner)][0]
    return memory.look(*_place(array))


def reduced(tensor: Any, memories: dict[int, tuple[Memory, Any]]) -> tuple[Any, ...]:
    """What a pickle has of a tensor: all of its memory, once among those that share `memories`.

    Raises RuntimeError where the same memory was met as another dtype, as torch.save.
    """
    array = writable(tensor)
    owner = root(array)
    new = Memory(elements_of(owner), tensor._storage), array.dtype
    memory, dtype = memories.setdefault(id(owner), new)
    if dtype != array.dtype:
        text = "Cannot save multiple tensors or storages that view the same data as different types"
        raise RuntimeError(text)
    place = (dtype.name, *_place(array)[1:])
    how = (type(tensor), memory, place, tensor.requires_grad)
    return _rebuilt, how, tensor.__dict__ or None


def _rebuilt(kind: Any, memory: Memory, place: tuple[Any, ...], requires_grad: bool) -> Any:
    made: Any = memory.look(*place)
    made.__class__ = kind
    made.requires_grad = requires_grad
    return made
