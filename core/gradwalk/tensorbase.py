"""TensorBase: what a tensor consists of; `fresh` makes one around an array.

Here rather than in tensor.py because operations make tensors and tensors have operations.

`_edge` is the whole of a tensor's autograd state: None if it requires no grad, else the pair
(node, output_nr) a gradient of it is sent to. Of a leaf the node is its AccumulateGrad.

A fresh tensor has no Storage: most results never share their memory and are never written, so it
is made when somebody first asks for `_storage` or `_counter`. `_writes is None` says version 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.array import Array, ndarray, xp
from gradwalk.storage import Counter, InferenceCounter, Storage

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.tensor import Tensor
    from gradwalk.views import View

    Edge = tuple[Node | None, int]


class TensorBase:
    """The state of a tensor. Its methods are in tensor.py."""

    __slots__ = ("_acc", "_array", "_edge", "_grad", "_known", "_memory", "_view", "_writes")

    _c_name = "torch._C.TensorBase"  # of the class whose words readonly.py has
    _array: Array  # an ndarray, or a scalar while nobody shares or writes a 0-d tensor
    _memory: Storage | None  # what `_storage` gives, once somebody asked
    _writes: Counter | None  # what `_counter` gives, once somebody asked
    _edge: Edge | None
    _grad: TensorBase | None
    _view: View | None  # of what this is a view
    _acc: Edge | None  # a leaf's AccumulateGrad, kept while requires_grad is off
    _known: int  # the key a recorder gave it; 0 unless one listens
    _shapeless = False  # whether it has no values yet, as parameters of lazy layers

    @property
    def _storage(self) -> Storage:
        """The identity of the memory."""
        memory = self._memory
        if memory is None:
            memory = self._memory = Storage()
            if self._known:
                memory.key = self._known
            if self._writes is None:
                self._writes = memory
        return memory

    @_storage.setter
    def _storage(self, storage: Storage) -> None:
        self._memory = storage

    @property
    def _counter(self) -> Counter:
        """The counter of writes: the storage itself, but for `.data`."""
        writes = self._writes
        return self._storage if writes is None else writes

    @_counter.setter
    def _counter(self, counter: Counter) -> None:
        self._writes = counter


_new = object.__new__
kind: type[TensorBase] = TensorBase  # of fresh tensors: Tensor, once tensor.py has said so
inferring = False  # mode.py says so: fresh tensors are inference tensors


def use(tensor_class: type[TensorBase]) -> None:
    """Make `fresh` return instances of that class; tensor.py says so once."""
    global kind
    kind = tensor_class


def fresh(array: Array) -> Tensor:
    """A tensor of its own around an array, without history."""
    made = _new(kind)
    made._array = array
    made._memory = made._writes = made._edge = made._grad = None
    made._view = made._acc = None
    made._known = 0
    if inferring:
        made._writes = InferenceCounter()
    return made  # type: ignore[return-value]


def alias(tensor: TensorBase, array: Array) -> Tensor:
    """A tensor without history that shares storage and counter; `array` looks at that storage."""
    made = _new(kind)
    made._array = array
    made._memory = memory = tensor._memory or tensor._storage  # which makes the counter, too
    if not memory.key and tensor._known:
        memory.key = tensor._known
    made._writes = tensor._writes
    made._edge = made._grad = made._view = made._acc = None
    made._known = 0
    return made  # type: ignore[return-value]


def writable(tensor: TensorBase) -> Array:
    """The array of a tensor as memory that can be shared and written."""
    array = tensor._array
    if array.__class__ is ndarray:
        return array
    buffer = tensor._storage.buffer
    if buffer is None:
        buffer = tensor._storage.buffer = xp.array(array)
    tensor._array = buffer
    return buffer


def is_tensor(obj: Any, /) -> bool:
    """Whether a value is a tensor, as torch.is_tensor."""
    return isinstance(obj, TensorBase)
