"""The graph a backward walks: nodes, edges, what a node saved.

An edge is a pair (node, input_nr): which node a gradient goes to, and as the gradient of which of
that node's outputs. A node is made by one operation and holds what its derivative rules read.
Freeing never recurses: a chain of 100,000 nodes comes apart in one loop (`Node.__del__`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING, Any

from gradwalk import errors
from gradwalk.array import Array
from gradwalk.dtypes import of
from gradwalk.tensorbase import TensorBase, fresh

if TYPE_CHECKING:
    from gradwalk.hooks import Extra
    from gradwalk.storage import Counter, Storage
    from gradwalk.table import Op

Edge = tuple["Node | None", int]
Meta = tuple[tuple[int, ...], Any]  # the shape and array dtype a gradient must have
NONE: Edge = (None, 0)
_PREFIX = "torch::autograd::"
_PREFIXED = ("AccumulateGrad", "CopyBackwards", "CopySlices", "NotImplemented")
LAST = 2**64 - 1  # AccumulateGrad's sequence number: it runs as soon as its gradients are in

next_sequence = count().__next__
_pending: list[Any] = []  # links of nodes that died, to be dropped one by one
_draining = False
anomaly = False  # set by anomaly.py; decides the hint of the in-place error
on_record: Callable[[Node], None] | None = None  # saved-tensor hooks or anomaly mode want new nodes
_watchers: list[Callable[[Node], None]] = []


def watch(watcher: Callable[[Node], None], on: bool) -> None:
    """Have a function called with every new node, or no longer."""
    global on_record
    if on and watcher not in _watchers:
        _watchers.append(watcher)
    elif not on and watcher in _watchers:
        _watchers.remove(watcher)
    on_record = _tell if _watchers else None


def _tell(node: Node) -> None:
    for watcher in tuple(_watchers):
        watcher(node)


class SavedTensor:
    """An input that a node saved: the tensor itself, and its version then."""

    __slots__ = ("counter", "tensor", "version")

    def __init__(self, tensor: TensorBase) -> None:
        self.tensor = tensor
        counter = self.counter = tensor._counter
        try:
            self.version = counter.version
        except RuntimeError:
            raise RuntimeError(errors.INFERENCE_SAVED) from None

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
        self.storage: Storage = tensor._storage
        counter = self.counter = tensor._counter
        self.version = counter.version
        self.output_nr = output_nr

    def renewed(self, tensor: TensorBase) -> SavedOutput:
        """The same for a result that was written in place just now."""
        return SavedOutput(tensor, self.output_nr)

    def check(self, node: Node) -> None:
        """Raise the in-place error if the result was written since."""
        if self.counter.version != self.version:
            raise _modified(self, self.kept, (node, self.output_nr))

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

        return tensor(self.number)


class SavedList:
    """Several inputs that a node saved under one name; some may be None."""

    __slots__ = ("items",)
    counter: Counter | None = None

    def __init__(self, values: Iterable[Any]) -> None:
        self.items = [SavedTensor(x) if isinstance(x, TensorBase) else x for x in values]

    def _each(self, ask: str, node: Node) -> tuple[Any, ...]:
        return tuple(
            getattr(x, ask)(node) if isinstance(x, SavedTensor) else x for x in self.items
        )

    def check(self, node: Node) -> None:
        """Raise the in-place error if one of them was written since."""
        self._each("check", node)

    def array(self, node: Node) -> tuple[Array, ...]:
        """Their values, for a silent backward."""
        return self._each("array", node)

    def value(self, node: Node) -> tuple[Any, ...]:
        """The tensors, for create_graph and for `_saved_x`."""
        return self._each("value", node)


for _kind in (SavedTensor, SavedOutput, SavedNumber):  # as `_raw_saved_self` shows them
    _kind.__module__ = "torch._C._autograd"
    _kind.__name__ = "SavedTensor"


class Freed:
    """Stands where a saved tensor was."""

    __slots__ = ()

    def check(self, node: Node) -> None:
        """Whoever needs it again comes too late."""
        raise RuntimeError(errors.FREED)

    array = value = check


Saved: set[type] = {SavedTensor, SavedOutput, SavedNumber, SavedList}
Packed: set[type] = {*Saved, Freed}  # what must be asked for its array
FREED = Freed()


def register_saved(kind: type) -> None:
    """Another class of saved things, of a module that builds on this one."""
    Saved.add(kind)
    Packed.add(kind)


def type_name(array: Array) -> str:
    """The legacy name of a tensor's type that messages use, torch.FloatTensor."""
    return f"torch.{of(array).word}Tensor"


def _modified(saved: Any, array: Array, edge: Edge | None) -> RuntimeError:
    producer = None
    if edge is not None and edge[0] is not None and not isinstance(edge[0], AccumulateGrad):
        producer = (edge[0].name(), edge[1])
    return errors.modified(
        type_name(array),
        array.shape,
        producer,
        saved.counter.version,
        saved.version,
        anomaly=anomaly,
    )


class Node:
    """One operation in the graph. Each operation has a subclass of its own, made by op.py."""

    __slots__ = ("edges", "extra", "known", "meta", "saved", "sequence_nr", "__weakref__")

    op: Op | None = None
    reads: tuple[str, ...] = ()  # the names of what `saved` holds, in that order
    shown: tuple[str, ...] = ()  # those that PyTorch has, too
    edges: tuple[Edge, ...]  # where the gradient of each differentiable input goes
    saved: tuple[Any, ...]
    meta: tuple[Meta, ...]  # of each output
    sequence_nr: int
    known: Any  # what a recorder knows of it; unset unless one listens
    extra: Extra | None  # hooks, metadata, the forward's traceback: hardly any node has one

    def __del__(self) -> None:
        global _draining
        try:
            _pending.append((self.edges, self.saved))
        except AttributeError:  # an exception left the node half made
            return
        self.edges = self.saved = ()
        if not _draining:
            _draining = True
            while _pending:
                _pending.pop()
            _draining = False

    def name(self) -> str:
        """The name PyTorch gives this node; some of C++'s own have a prefix."""
        name = type(self).__name__
        return _PREFIX + name if name in _PREFIXED else name

    @property
    def next_functions(self) -> tuple[Edge, ...]:
        """The edges, as pairs (node, which of its outputs)."""
        return self.edges

    @property
    def next_edges(self) -> tuple[Edge, ...]:
        """The edges under the name the C++ engine uses."""
        return self.edges

    def run(self, grads: list[Any], recording: bool) -> tuple[Any, ...]:
        """The gradients for each edge; arrays in and out, or tensors when `recording`."""
        raise NotImplementedError(f"{self.name()} cannot run")

    def free(self) -> bool:
        """Drop the saved tensors; whether there were any."""
        saved = self.saved
        for item in saved:
            if item.__class__ in Saved:
                break
        else:
            return False
        self.saved = tuple([FREED if item.__class__ in Saved else item for item in saved])
        return True

    def held(self) -> list[tuple[str, Any]]:
        """The saved tensors that are still there, with the names rules know them by."""
        pairs = zip(self.reads, self.saved, strict=True)
        return [(name, item) for name, item in pairs if item.__class__ in Saved]

    def _sequence_nr(self) -> int:
        return self.sequence_nr

    @property
    def metadata(self) -> dict[str, Any]:
        """A dictionary for whoever wants to note something on the node."""
        from gradwalk import hooks  # hooks.py needs this file

        return hooks.extra(self).metadata

    def register_hook(self, hook: Any) -> Any:
        """Call `hook` with the node's gradients going out and coming in."""
        from gradwalk import hooks

        return hooks.add(hooks.extra(self).after, hook)

    def register_prehook(self, hook: Any) -> Any:
        """Call `hook` with the gradients coming in; it may replace them."""
        from gradwalk import hooks

        return hooks.add(hooks.extra(self).before, hook)

    def __call__(self, *grads: Any) -> Any:
        """Run this node alone, on tensors."""
        from gradwalk import hooks, mode

        recording = mode.grad_enabled
        given = [each if recording or each is None else each._array for each in grads]
        parts = tuple([hooks.tensor_of(part) for part in self.run(given, recording)])
        return parts[0] if len(parts) == 1 else parts

    def _raw_saved(self, name: str) -> Any:
        item = self.saved[self.reads.index(name)]
        if item is FREED:
            item.check(self)
        return item

    def __getattr__(self, name: str) -> Any:
        for prefix, raw in (("_saved_", False), ("_raw_saved_", True)):
            if name.startswith(prefix) and name[len(prefix) :] in self.reads:
                item = self._raw_saved(name[len(prefix) :])
                return item.value(self) if item.__class__ in Saved and not raw else item
        raise AttributeError(f"'{self.name()}' object has no attribute '{name}'")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *("_saved_" + name for name in self.shown)})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at {id(self):#x}>"


class AccumulateGrad(Node):
    """The end of a path: adds what arrives to the gradient of a leaf."""

    __slots__ = ("variable",)

    def __init__(self, variable: TensorBase) -> None:
        self.variable = variable
        self.edges = ()
        self.saved = ()
        self.meta = ((variable._array.shape, variable._array.dtype),)
        self.sequence_nr = LAST
        self.extra = None


def make(cls: type[Node], edges: tuple[Edge, ...], saved: tuple[Any, ...], *arrays: Array) -> Any:
    """A node of class `cls` whose outputs look like `arrays`."""
    node = cls.__new__(cls)
    node.edges = edges
    node.saved = saved
    node.meta = tuple([(array.shape, array.dtype) for array in arrays])
    node.sequence_nr = next_sequence()
    node.extra = None
    return node


def leaf_edge(tensor: TensorBase) -> Edge:
    """The edge to a leaf's AccumulateGrad; there is one for as long as the leaf lives."""
    if tensor._acc is None:
        tensor._acc = (AccumulateGrad(tensor), 0)
    return tensor._acc
