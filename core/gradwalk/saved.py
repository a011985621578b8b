"""What a node saves: inputs, results, numbers; each remembers the version it was saved at.

A saved *input* is the tensor itself, so its message names the grad_fn the tensor has now. A saved
*result* holds the array and names its own node: holding the tensor would be a circle.

Most inputs were never written: such a one is kept as it is, with nothing around it (`kept`), and
version 0 goes without saying. `array_of` and `value_of` take what a node holds of whatever kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gradwalk import errors
from gradwalk.array import Array
from gradwalk.dtypes import of
from gradwalk.storage import InferenceCounter
from gradwalk.tensorbase import TensorBase, fresh

if TYPE_CHECKING:
    from gradwalk.graph import Edge, Node
    from gradwalk.storage import Counter, Storage

LAST = 2**64 - 1  # AccumulateGrad's sequence number: it runs as soon as its gradients are in
anomaly = False  # set by anomaly.py; decides the hint of the in-place error


class SavedTensor:
    """An input that a node saved: the tensor itself, and its version then."""

    __slots__ = ("counter", "tensor", "version")

    def __init__(self, tensor: TensorBase, version: int | None = None) -> None:
        self.tensor = tensor
        counter = self.counter = tensor._counter
        if isinstance(counter, InferenceCounter):
            raise RuntimeError(errors.INFERENCE_SAVED)
        self.version = counter.version if version is None else version

    def check(self, node: Node) -> None:
        """Raise the in-place error if the tensor was written since."""
        if self.counter.version != self.version:
            from gradwalk.views import history  # a view's grad_fn is re-made here, not before

            edge = history(self.tensor)
            raise _modified(self, self.tensor._array, edge)

    def array(self, node: Node) -> Array:
        """The value, for a silent backward."""
        if self.counter.version != self.version:
            self.check(node)
        return self.tensor._array

    def value(self, node: Node) -> Any:
        """The tensor, for create_graph and for `_saved_x`."""
        self.check(node)
        return self.tensor


class SavedOutput:
    """A result that its own node saved; it must not hold the tensor, or neither could be freed."""

    __slots__ = ("counter", "kept", "output_nr", "storage", "version")

    def __init__(self, tensor: TensorBase, output_nr: int = 0) -> None:
        self.kept = tensor._array
        self.storage: Storage = tensor._memory or tensor._storage
        counter: Any = tensor._writes  # there as soon as the storage is
        self.counter = counter
        self.version = counter.version
        self.output_nr = output_nr

    def renewed(self, tensor: TensorBase) -> SavedOutput:
        """The same for a result that was written in place just now."""
        return SavedOutput(tensor, self.output_nr)

    def check(self, node: Node) -> None:
        """Raise the in-place error if the result was written since."""
        if self.counter.version != self.version:
            made = self.kept.dtype.kind in "fc"  # indices of max have no history
            raise _modified(self, self.kept, (node, self.output_nr) if made else None)

    def array(self, node: Node) -> Array:
        """The value, for a silent backward; a 0-d one may have become shared memory since."""
        if self.counter.version != self.version:
            self.check(node)
        buffer = self.storage.buffer
        return self.kept if buffer is None else buffer

    def value(self, node: Node) -> Any:
        """A tensor with the same history, for create_graph and for `_saved_result`."""
        made = fresh(self.array(node))
        made._storage = self.storage
        made._counter = self.counter
        if made._array.dtype.kind in "fc":  # indices of max have no history
            made._edge = (node, self.output_nr)
        return made


class SavedNumber:
    """A Python number where an op takes tensors: PyTorch saves it as a 0-d tensor."""

    __slots__ = ("number",)
    counter: Counter | None = None

    def __init__(self, number: Any) -> None:
        self.number = number

    def check(self, node: Node) -> None:
        """Nobody can write a number."""

    def array(self, node: Node) -> Any:
        """The number, so that it does not take part in promotion."""
        return self.number

    def value(self, node: Node) -> Any:
        """The number as the 0-d tensor that `_saved_other` shows."""
        from gradwalk.creation import tensor

        return tensor(self.number, dtype=float if isinstance(self.number, float) else None)


class SavedList:
    """Several inputs that a node saved under one name; some may be None."""

    __slots__ = ("items",)
    counter: Counter | None = None

    def __init__(self, values: Iterable[Any]) -> None:
        self.items = [SavedTensor(x) if isinstance(x, TensorBase) else x for x in values]

    def _each(self, ask: str, node: Node) -> tuple[Any, ...]:
        return tuple(getattr(x, ask)(node) if is_saved(x) else x for x in self.items)

    def named(self, name: str) -> list[tuple[str, SavedTensor]]:
        """The tensors one by one, as `indices[0]`."""
        pairs = enumerate(self.items)
        return [(f"{name}[{i}]", x) for i, x in pairs if isinstance(x, SavedTensor)]

    def check(self, node: Node) -> None:
        """Raise the in-place error if one of them was written since."""
        self._each("check", node)

    def array(self, node: Node) -> tuple[Array, ...]:
        """Their values, for a silent backward."""
        return self._each("array", node)

    def value(self, node: Node) -> tuple[Any, ...]:
        """The tensors, for create_graph and for `_saved_x`."""
        return self._each("value", node)


class Freed:
    """Stands where a saved tensor was."""

    __slots__ = ()

    def check(self, node: Node) -> None:
        """Whoever needs it again comes too late."""
        raise RuntimeError(errors.FREED)

    array = value = check


_saved: set[Any] = {SavedTensor, SavedOutput, SavedNumber, SavedList}
_packed: set[Any] = {*_saved, Freed}  # what must be asked for its array
FREED = Freed()
VALUES = frozenset((int, float, bool, str, type(None)))


def register_saved(kind: type) -> None:
    """Another class of saved things, of a module that builds on this one."""
    _saved.add(kind)
    _packed.add(kind)


def kept(tensor: TensorBase) -> Any:
    """What a node keeps of an input: as it is where its own counter says that nobody wrote it."""
    writes, memory = tensor._writes, tensor._memory
    if writes is None or (memory is not None and writes is memory and not memory.version):
        return tensor
    return SavedTensor(tensor)


def kept_input(value: Any, read: bool) -> Any:
    """What a node keeps of a differentiable input; a tensor or number only if a rule reads it."""
    if isinstance(value, TensorBase):
        return kept(value) if read else None
    if isinstance(value, (bool, int, float, complex)):
        return SavedNumber(value) if read else None
    return kept_value(value, read)


def kept_value(value: Any, read: bool) -> Any:
    """What a node keeps of another parameter: a plain value always."""
    kind = value.__class__
    if kind in VALUES:
        return value
    if kind in (list, tuple):
        return SavedList(value) if any(isinstance(x, TensorBase) for x in value) else value
    if isinstance(value, TensorBase):
        return kept(value) if read else None
    return value


def is_saved(item: Any) -> bool:
    """Whether what a node holds is a saved tensor, or a number in place of one."""
    return item.__class__ in _saved or isinstance(item, TensorBase)


def freed_of(item: Any) -> Any:
    """What stands in place of it once its node is freed."""
    if item.__class__ in VALUES or item.__class__ is tuple:
        return item
    return FREED if is_saved(item) else item


def around(item: Any) -> Any:
    """What a node holds with its version at hand: a bare input has never been written."""
    return SavedTensor(item, 0) if isinstance(item, TensorBase) else item


def array_of(item: Any, node: Node) -> Any:
    """The array, or the plain value, of what a node holds, for a silent backward."""
    if item.__class__ is SavedTensor and item.counter.version == item.version:
        return item.tensor._array
    if item.__class__ in _packed:
        return item.array(node)
    return SavedTensor(item, 0).array(node) if isinstance(item, TensorBase) else item


def value_of(item: Any, node: Node) -> Any:
    """The tensor, or the plain value, of what a node holds, for create_graph and `_saved_x`."""
    if item.__class__ in _packed:
        return item.value(node)
    return SavedTensor(item, 0).value(node) if isinstance(item, TensorBase) else item


def type_name(array: Array) -> str:
    """The legacy name of a tensor's type that messages use, torch.FloatTensor."""
    return f"torch.{of(array).word}Tensor"


def _modified(saved: Any, array: Array, edge: Edge | None) -> RuntimeError:
    producer = None
    if edge is not None and edge[0] is not None and edge[0].sequence_nr != LAST:
        producer = (edge[0].name(), edge[1])
    kind = type_name(array)
    return errors.modified(
        "CPUBoolType" if kind == "torch.BoolTensor" else kind,  # PyTorch's own oddity
        array.shape,
        producer,
        saved.counter.version,
        saved.version,
        anomaly=anomaly,
    )
