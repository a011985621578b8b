"""The graph a backward walks: nodes and edges.

An edge is a pair (node, input_nr): which node a gradient goes to, and as the gradient of which of
that node's outputs. A node is made by one operation and holds what its derivative rules read.
Freeing never recurses: a chain of 100,000 nodes comes apart in one loop (`Node.__del__`), or in
the interpreter's own where that is bounded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from gradwalk.array import FLOAT32, Array, float32
from gradwalk.readonly import readonly
from gradwalk.saved import FREED, LAST, SavedList, around, is_saved, value_of
from gradwalk.tensorbase import TensorBase

if TYPE_CHECKING:
    from gradwalk.engine import Walk
    from gradwalk.hooks import Extra
    from gradwalk.table import Op

Edge = tuple["Node | None", int]
Meta = tuple[tuple[int, ...], Any]  # the shape and array dtype a gradient must have
NONE: Edge = (None, 0)
_PREFIX = "torch::autograd::"
_PREFIXED = ["AccumulateGrad", "CopyBackwards", "CopySlices", "Error", "Identity", "NotImplemented"]

_SHOWN = (
    "_sequence_nr", "metadata", "name", "next_functions", "register_hook", "register_prehook",
    "requires_grad",
)  # fmt: skip
SCALAR: tuple[Meta, ...] = (((), FLOAT32),)  # the meta of a node with one 0-d float32 output
_sequence = count()
next_sequence = _sequence.__next__
# Up to 3.12 Python nests freeing 50 deep at most and does the rest in a loop of its own; since then
# it goes as deep as it believes the C stack to be, which is too deep in some threads and browsers.
BOUNDED = sys.version_info < (3, 13) and sys.platform != "emscripten"
_pending: list[Any] = []  # links of nodes that died, to be dropped one by one
_draining = False
on_record: Callable[[Node], None] | None = None  # saved-tensor hooks or anomaly mode want new nodes
_watchers: list[Callable[[Node], None]] = []


class Metas(dict[tuple[int, ...], tuple[Meta, ...]]):
    """The metas of nodes with one float32 output, by shape: there are many nodes of each."""

    def __missing__(self, shape: tuple[int, ...]) -> tuple[Meta, ...]:
        if len(self) > 4096:
            self.clear()
        found = self[shape] = ((shape, FLOAT32),) if shape else SCALAR
        return found


metas = Metas()


def upcoming() -> int:
    """The sequence number that the next node will get."""
    return int(repr(_sequence)[len("count(") : -1])


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


def drop_later(held: Any) -> None:
    """Let go of what may hold a long chain, in the loop that frees nodes."""
    global _draining
    _pending.append(held)
    del held
    if not _draining:
        _draining = True
        while _pending:
            _pending.pop()
        _draining = False


class Node:
    """One operation in the graph. Each operation has a subclass of its own, made by op.py."""

    __slots__ = ("edges", "extra", "meta", "saved", "sequence_nr", "__weakref__")

    op: Op | None = None
    reads: tuple[str, ...] = ()  # the names of what `saved` holds, in that order
    shown: tuple[str, ...] = ()  # those that PyTorch has, too
    keeps = True  # whether there may be something to free
    holds = holds_beside_number = True  # whether it may save a tensor
    lends = False  # whether its backward is the program's own and gets hold of gradients
    plain = False  # whether it is of the table and has one output, and inputs that are always there
    edges: tuple[Edge, ...]  # where the gradient of each differentiable input goes
    saved: tuple[Any, ...]
    meta: tuple[Meta, ...]  # of each output
    sequence_nr: int
    extra: Extra | None  # hooks, metadata, the forward's traceback: hardly any node has one

    if not BOUNDED:

        def __del__(self) -> None:
            global _draining
            try:
                _pending.append((self.edges, self.saved, self.extra))
            except AttributeError:  # an exception left the node half made
                return
            self.edges = self.saved = ()
            self.extra = None
            if not _draining:
                _draining = True
                while _pending:
                    _pending.pop()
                _draining = False

    def name(self) -> str:
        """The name PyTorch gives this node; some of C++'s own have a prefix."""
        name = type(self).__name__
        return _PREFIX + name if name in _PREFIXED else name

    @readonly
    def next_functions(self) -> tuple[Edge, ...]:
        """The edges, as pairs (node, which of its outputs)."""
        return self.edges

    def run(self, grads: list[Any], recording: bool) -> tuple[Any, ...]:
        """The gradients for each edge; arrays in and out, or tensors when `recording`."""
        raise NotImplementedError(f"{self.name()} cannot run")

    def step(self, state: list[Any], walk: Walk) -> Node | None:
        """Run in a silent backward and pass gradients on; returns a node that is ready now."""
        return walk.whole(self, state)

    def free(self) -> bool:
        """Drop the saved tensors; whether there were any."""
        saved = self.saved
        if not any(map(is_saved, saved)):
            return False
        self.saved = tuple([FREED if is_saved(item) else item for item in saved])
        return True

    def held(self) -> list[tuple[str, Any]]:
        """The saved tensors that are still there, with the names rules know them by."""
        found: list[tuple[str, Any]] = []
        for name, item in zip(self.reads, self.saved, strict=True):
            if item.__class__ is SavedList:
                found += item.named(name)
            elif is_saved(item):
                found.append((name, around(item)))
        return found

    def _sequence_nr(self) -> int:
        return self.sequence_nr

    @readonly
    def requires_grad(self) -> bool:
        """Whether it leads anywhere: always, or it would not be there."""
        return True

    @readonly
    def metadata(self) -> dict[str, Any]:
        """A dictionary for whoever wants to note something on the node."""
        from gradwalk import hooks  # hooks.py needs this file

        return hooks.extra_of(self).metadata

    def register_hook(self, hook: Any) -> Any:
        """Call `hook` with the node's gradients going out and coming in."""
        from gradwalk import hooks

        return hooks.add(hooks.extra_of(self).after, hook)

    def register_prehook(self, hook: Any) -> Any:
        """Call `hook` with the gradients coming in; it may replace them."""
        from gradwalk import hooks

        return hooks.add(hooks.extra_of(self).before, hook)

    def __call__(self, *grads: Any) -> Any:
        """Run this node alone, on tensors."""
        from gradwalk import hooks
        from gradwalk.mode import is_grad_enabled

        if len(grads) != len(self.meta):
            wanted, got = len(self.meta), len(grads)
            raise TypeError(f"expected {wanted} arguments, got {got} instead")
        for place, each in enumerate(grads):
            if each is not None and not isinstance(each, TensorBase):
                raise TypeError(f"argument {place} is not a Variable")
        recording = is_grad_enabled()
        given = [each if recording or each is None else each._array for each in grads]
        parts = tuple([hooks.tensor_of(part) for part in self.run(given, recording)])
        return parts[0] if len(parts) == 1 else parts

    def __dir__(self) -> list[str]:
        """What PyTorch's nodes show; the engine's own attributes are nobody's business."""
        saved = [prefix + name for prefix in ("_raw_saved_", "_saved_") for name in self.shown]
        return sorted([*dir(object), *saved, *_SHOWN])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at {id(self):#x}>"


def saved_properties(reads: tuple[str, ...]) -> dict[str, property]:
    """`_saved_x` and `_raw_saved_x` for what a class of nodes saves, by the names they have there.

    Not a `__getattr__`: with one on the class every attribute of a node would be slower to read.
    """
    found = {}
    for place, name in enumerate(reads):
        for prefix, raw in (("_saved_", False), ("_raw_saved_", True)):
            found[prefix + name] = readonly(partial(_shown, place=place, raw=raw), prefix + name)
    return found


def _shown(node: Any, place: int, raw: bool) -> Any:
    """One thing that was saved, as `_saved_x` or `_raw_saved_x` shows it."""
    item = node.saved[place]
    if raw and (item is None or item is FREED or is_saved(item)):
        from gradwalk.savedhooks import RawSaved  # savedhooks.py needs this file

        return RawSaved(node, place)
    if item is FREED:
        item.check(node)
    found, name = value_of(item, node), node.reads[place]
    if name == "end" and found is None:
        return 2**63 - 1
    if name.endswith("sym_strides") and not node.op.wanted(node.needs)[place]:
        return ()
    return _unsigned(found) if name in _PLACES else found


_PLACES = ["dim", "dims", "dim0", "dim1", "dim2", "diagonal", "end", "ignore_index", "index"]
_PLACES += ["offset", "padding_idx", "shifts", "start"]


def _unsigned(value: Any) -> Any:
    """A dimension as PyTorch shows it: a negative one went round the end of 64 bits."""
    if value.__class__ is int:
        return value % 2**64
    if value.__class__ is tuple and all(each.__class__ is int for each in value):
        return tuple([each % 2**64 for each in value])
    return value


class AccumulateGrad(Node):
    """The end of a path: adds what arrives to the gradient of a leaf."""

    __slots__ = ("variable",)

    def __init__(self, variable: TensorBase) -> None:
        self.variable = variable
        self.edges = ()
        self.saved = ()
        self.meta = meta_of(variable._array)
        self.sequence_nr = LAST
        self.extra = None

    def __call__(self, *grads: Any) -> Any:
        """Accumulate a gradient by hand."""
        from gradwalk.landing import accumulate_into  # landing.py needs this file

        accumulate_into(self.variable, grads[0]._array, recording=False)
        return ()


def meta_of(array: Array) -> tuple[Meta, ...]:
    """The meta of a node with one output."""
    if array.__class__ is float32:
        return SCALAR
    kind = array.dtype
    return metas[array.shape] if kind is FLOAT32 else ((array.shape, kind),)


def all_of(state: list[Any], node: Node) -> list[Any]:
    """A gradient, or None, for each output of a node: a state may be shorter."""
    grads = state[1:]
    return grads + [None] * (len(node.meta) - len(grads))


def make(cls: type[Node], edges: tuple[Edge, ...], saved: tuple[Any, ...], *arrays: Array) -> Any:
    """A node of class `cls` whose outputs look like `arrays`."""
    node = cls.__new__(cls)
    node.edges = edges
    node.saved = saved
    if len(arrays) == 1:
        node.meta = meta_of(arrays[0])
    else:
        found = [(array.shape, array.dtype) for array in arrays]
        while found[-1][1].kind not in "fc":  # PyTorch's node knows nothing of them
            found.pop()
        node.meta = tuple(found)
    node.sequence_nr = next_sequence()
    node.extra = None
    return node


def leaf_edge(tensor: TensorBase) -> Edge:
    """The edge to a leaf's AccumulateGrad; there is one for as long as the leaf lives."""
    if tensor._acc is None:
        tensor._acc = (AccumulateGrad(tensor), 0)
    return tensor._acc
