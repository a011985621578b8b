"""The recorder: hears the engine and writes down what happened.

On the path of an op it appends a few fields to one flat list (hot.py, log.py) that refer to the
array the op made; events are worked out when somebody reads them (replay.py). Arrays are copied
when somebody is about to write them (`before_write`). It keeps no tensor and no graph alive.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self
from weakref import ref

from gradwalk import graph
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import events as e
from gradwalk.trace import listen
from gradwalk.trace.capture import grab
from gradwalk.trace.hot import Hot
from gradwalk.trace.known import array_of
from gradwalk.trace.notes import NO_NODE, Inputs
from gradwalk.trace.places import Place
from gradwalk.trace.replay import Later, LaterLayouts, LaterScopes, Replay
from gradwalk.trace.rows import TEXTLESS, Row, version_of
from gradwalk.trace.scopes import Scopes, is_module

if TYPE_CHECKING:
    from gradwalk.graph import Node


class Recorder(Hot):
    """Records what happens between `with recorder:` and its end.

    `locate` says where the program is; by default the innermost frame that runs a cell does.
    """

    full = None  # where it ended before the program: it has no limit of its own

    def __init__(self, locate: Callable[[], Place] | None = None) -> None:
        super().__init__(locate)
        self._replay = Replay(self.log)
        self.scopes = Scopes(self.log.__len__)  # not `self.mark`: that would be a circle
        self._counted = 0  # events there were when somebody last asked,
        self._until = 0  # and the end of the log then
        self._names: dict[str, int] = {}  # variable -> tensor
        self._named: set[int] = set()  # tensors that some variable was bound to
        self._awaited: dict[str, ref[TensorBase]] = {}  # variable -> tensor without a shape yet
        self._cleared: Row = (e.Cleared, -1)  # the last of its kind
        self._outer: listen.Listener | None = None
        steps = self.steps
        self.began, self.ran, self.failed = steps.began, steps.ran, steps.failed
        self.accumulating, self.accumulated = steps.accumulating, steps.accumulated
        self.kept, self.hooked = steps.kept, steps.hooked
        self.captured, self.ended = steps.captured, steps.ended

    def __enter__(self) -> Self:
        self._outer = listen.listener
        if isinstance(self._outer, Recorder):
            self._outer.keeper.closes()
        self._open()
        listen.listener = listen.rows = self
        if not any(each() is self for each in _watching):
            _watch((*_watching, ref(self, _forget)))
        return self

    def __exit__(self, *_: object) -> None:
        listen.listener = self._outer
        listen.rows = self._outer if isinstance(self._outer, Recorder) else None
        self.keeper.closes()
        if isinstance(self._outer, Recorder):
            self._outer._open()

    def _open(self) -> None:
        self.keeper.opens()
        self.first = self.keeper.first
        self.steps.first_node = graph.upcoming()

    def trace(self) -> e.Trace:
        """Return what has happened so far, as frozen data."""
        events = Later(self._replay, len(self.log), self)
        scopes = LaterScopes(events, self._replay, self.scopes)
        return e.Trace(events, LaterLayouts(events, self._replay, self.laid), scopes)

    def mark(self) -> int:
        """Return where in the log we are; `index` says how many events there were then."""
        return len(self.log)

    def index(self, mark: int) -> int:
        """Return how many events there were at a mark."""
        return self._replay.until(mark)

    def ids(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return the tensors' ids by their keys, and the nodes' by their sequence numbers."""
        self._replay.until(len(self.log))
        return self._replay.tensor_ids(), self._replay.node_ids()

    def exceeds(self, count: int) -> bool:
        """Whether there are more events than so many; an event has two fields at least."""
        if self._counted + (len(self.log) - self._until) <= count:
            return False
        self._until = len(self.log)
        self._counted = self._replay.until(self._until)
        return self._counted > count

    # What the engine says beside ops of the table ------------------------------------------

    def made(
        self, op: str, inputs: Inputs, outputs: tuple[TensorBase, ...], node: Node | None
    ) -> None:
        """An op returned."""
        self.here()
        entries = self._inputs(inputs)
        if not outputs:  # numpy(): what shares the memory is no tensor
            self.audit.expose(inputs[0][1])
            return
        first = inputs[0][1] if inputs else None
        if first is outputs[0]:
            return  # x.contiguous() may be x
        results = tuple([self._output(tensor, like=first) for tensor in outputs])
        relation, memory = "new", outputs[0]._memory
        if memory is not None and isinstance(first, TensorBase) and first._memory is memory:
            relation = op if op in ("detach", "data") else "view"
            self._joined(first, *outputs)
            if op == "data":
                self.audit.expose(outputs[0])
        known = self._node(node, entries, outputs)
        self.put((e.Made, op, entries, results, *known, relation))

    def wrote(
        self, op: str, tensor: TensorBase, inputs: Inputs, node: Node | None, version_before: int
    ) -> None:
        """An in-place op wrote into a tensor."""
        self.here()
        if node is None and tensor._known <= self.first and not self.keeper.key(tensor):
            self.seen(tensor)  # its story begins here: how it was filled is its making
            return
        entries = self._inputs(inputs, tensor, version_before)
        known = self.seen(tensor)
        base, history = (None, None) if node is None else self._rewritten(tensor, node)
        if base is not None:
            place = (e.Input, "base", self.seen(base).key, version_before, None)
            entries = (*entries, place)
        storage = known.storage
        counted, unseen = self._others(tensor, known, base)
        stale, blind = self.audit.written(known, tensor)
        result = self._output(base if base is not None else tensor, again=True)
        rows = NO_NODE if history is None else self._node(history, entries, (tensor,))
        row = (op, entries, known.key, storage.key, version_before, version_of(tensor), (result,))
        own = tensor._writes is tensor._memory
        self.put((e.Wrote, *row, *rows, counted, stale, own))
        if base is not None:
            self._remade(tensor)
        if unseen or blind:
            self.audit.unseen(op, known, storage, unseen, blind)

    def created(self, tensor: TensorBase, how: str) -> None:
        """A creation function made a tensor."""
        self.here()
        self.seen(tensor, how)

    def data_assigned(self, tensor: TensorBase, value: TensorBase) -> None:
        """`tensor.data = value`."""
        self.here()
        known = self.seen(tensor)
        other = self.seen(value)
        other.storage.joins(value, other)
        self.audit.assigned(tensor, known)

    def retained(self, tensor: TensorBase) -> None:
        """retain_grad() was called."""
        self.here()
        self.put((e.Retains, self.seen(tensor).key))

    def required(self, tensor: TensorBase, requires_grad: bool) -> None:
        """requires_grad of a leaf is about to be switched; a new one is told of as it is then."""
        key = self.keeper.key(tensor)
        if key:
            self.here()
            self.put((e.Required, key, requires_grad))

    def cleared(self, tensor: TensorBase) -> None:
        """A gradient was set to None or zeros."""
        gradient, key = tensor._grad, tensor._known
        if gradient is None and key == self._cleared[1] and self.log[-1] is self._cleared:
            return  # an optimiser's zero_grad tells it twice
        self.here()
        value = None if gradient is None else grab(array_of(gradient))
        self._cleared = (e.Cleared, self.key(tensor), value)
        self.put(self._cleared)

    def grad_mode(self, enabled: bool) -> None:
        """Recording of history was switched."""
        self.here()
        self.put((e.GradMode, enabled))

    # What the program says -----------------------------------------------------------------

    def named(self, name: str, value: Any) -> None:
        """A variable was bound; tensors in it get its name."""
        self.look()
        if value.__class__ in TEXTLESS:
            return
        if isinstance(value, TensorBase):
            self._bind(name, value)
        elif isinstance(value, (list, tuple)):
            for place, item in enumerate(value[:64]):
                if isinstance(item, TensorBase) and not self._has_name(item):
                    self._bind(f"{name}[{place}]", item)
        elif is_module(value):
            self.scopes.named(name, value)
            for part, parameter in value.named_parameters():
                if not self._has_name(parameter):
                    self._bind(f"{name}.{part}", parameter)

    def look(self) -> None:
        """A statement ends or begins: look for writes past every counter, as through NumPy."""
        if self.audit.exposed:
            self.here()
            self.audit.look(self.place)

    def _has_name(self, tensor: TensorBase) -> bool:
        if tensor._shapeless:
            return any(each() is tensor for each in self._awaited.values())
        return self.keeper.key(tensor) in self._named

    def shaped(self, tensor: TensorBase) -> None:
        """A parameter or buffer of a lazy layer has got its shape, and takes its names."""
        for name in [name for name, each in self._awaited.items() if each() is tensor]:
            del self._awaited[name]
            self._bind(name, tensor)

    def _bind(self, name: str, tensor: TensorBase) -> None:
        if tensor._shapeless:
            self._awaited[name] = ref(tensor)
            return
        key = self.keeper.key(tensor)
        if key and self._names.get(name) == key:
            return
        self.here()
        key = key or self.seen(tensor).key
        self._named.add(key)
        self._names[name] = key
        self.put((e.Named, name, key))


_watching: tuple[ref[Recorder], ...] = ()  # also closed ones, whose rows may refer to arrays


def _before_write(tensor: TensorBase) -> None:
    """Somebody is about to write a tensor's memory, or may from now on."""
    for each in _watching:
        recorder = each()
        if recorder is not None:
            recorder.keeper.guard(tensor)
            recorder.steps.forget()


def _forget(gone: ref[Recorder]) -> None:
    _watch(tuple([each for each in _watching if each is not gone]))


def _watch(recorders: tuple[ref[Recorder], ...]) -> None:
    """These are told before somebody writes."""
    global _watching
    _watching = recorders
    listen.before_write = _before_write if recorders else None
