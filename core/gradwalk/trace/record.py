"""The recorder: hears the engine and writes down what happened, with small ids and copied values.

It keeps no tensor alive: engine objects are known by id() with a weak reference beside it. On the
path of an op it appends a plain tuple (event class, fields); `trace` makes events of them later.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gradwalk.graph import AccumulateGrad, SavedOutput, SavedTensor
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import events as e
from gradwalk.trace import listen
from gradwalk.trace.audit import Audit
from gradwalk.trace.capture import Grab, grab
from gradwalk.trace.known import Keeper, KnownNode, KnownSaved, KnownTensor, array_of
from gradwalk.trace.steps import Steps
from gradwalk.views import CopySlices, tracked

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradwalk.graph import Node

ALIASES = {"detach", "data"}
CELL = "<cell "


def locate() -> tuple[int, int]:
    """Return cell and line of the innermost frame that runs a cell; (0, 0) outside of any."""
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(CELL):
            return int(name[len(CELL) : -1]), frame.f_lineno
        frame = frame.f_back  # type: ignore[assignment]
    return 0, 0


class Recorder:
    """Records what happens between `with recorder:` and its end."""

    def __init__(self, locate: Callable[[], tuple[int, int]] = locate) -> None:
        self.locate = locate
        self.events: list[tuple[Any, ...]] = []
        self.keeper = Keeper()
        self.steps = Steps(self)
        self.audit = Audit(self)
        self._names: dict[str, str] = {}  # variable -> tensor
        self._outer: listen.Listener | None = None

    def __enter__(self) -> Recorder:
        self._outer, listen.listener = listen.listener, self
        return self

    def __exit__(self, *_: object) -> None:
        listen.listener = self._outer

    def trace(self) -> e.Trace:
        """Return what has happened so far, as frozen data."""
        return e.Trace(Later(self.events))

    # What the engine says ------------------------------------------------------------------

    def made(
        self,
        op: str,
        inputs: tuple[tuple[str, Any], ...],
        outputs: tuple[TensorBase, ...],
        node: Node | None,
    ) -> None:
        """An op returned."""
        cell, line = self.locate()
        entries = self._inputs(inputs, cell, line)
        if not outputs:  # numpy(): what shares the memory is no tensor
            self.audit.expose(inputs[0][1], cell, line)
            return
        first = inputs[0][1] if inputs else None
        relation = "new"
        if op in ALIASES:
            relation = op
        elif isinstance(first, TensorBase) and first._storage is outputs[0]._storage:
            if first is outputs[0]:
                return  # x.contiguous() may be x
            relation = "view"
        results = tuple([self._output(tensor) for tensor in outputs])
        if relation != "new":
            self._share(first, outputs)
        if op == "data":
            self.audit.expose(outputs[0], cell, line)
        known = self._node(node, len(self.events), outputs)
        identity, grad_fn, saved, edges = known
        row = (op, entries, results, identity, grad_fn, saved, edges_of(edges, entries), relation)
        self.events.append((e.Made, cell, line, *row))

    def wrote(
        self,
        op: str,
        tensor: TensorBase,
        inputs: tuple[tuple[str, Any], ...],
        node: Node | None,
        version_before: int,
    ) -> None:
        """An in-place op wrote into a tensor."""
        cell, line = self.locate()
        entries = self._inputs(inputs, cell, line, tensor, version_before)
        known = self.seen(tensor, cell, line)
        bases, history = self._rewritten(tensor, node)
        if bases:
            base = bases[0]
            place = (e.Input, "base", self.seen(base, cell, line).id, version_before, None)
            entries = (*entries, place)
        counted, unseen = self._others(tensor, known, bases)
        stale, blind = self.audit.written(known, tensor)
        results = tuple([self._output(part, again=True) for part in bases or (tensor,)])
        identity, grad_fn, saved, edges = self._node(history, len(self.events), (tensor,))
        after = version_of(tensor)
        own = tensor._counter is tensor._storage
        row = (op, entries, known.id, known.storage.id, version_before, after, results, identity)
        more = (grad_fn, saved, edges_of(edges, entries), counted, stale, own)
        self.events.append((e.Wrote, cell, line, *row, *more))
        if bases:
            self._remade(tensor, cell, line)
        if unseen or blind:
            self.audit.unseen(cell, line, op, known, known.storage, unseen, blind)

    def created(self, tensor: TensorBase, how: str) -> None:
        """A creation function made a tensor."""
        cell, line = self.locate()
        self.seen(tensor, cell, line, how)

    def data_assigned(self, tensor: TensorBase, value: TensorBase) -> None:
        """`tensor.data = value`."""
        cell, line = self.locate()
        known = self.seen(tensor, cell, line)
        self.seen(value, cell, line).storage.joins(value)
        self.audit.assigned(cell, line, tensor, known)

    def retained(self, tensor: TensorBase) -> None:
        """retain_grad() was called."""
        cell, line = self.locate()
        self.events.append((e.Retains, cell, line, self.seen(tensor, cell, line).id))

    def required(self, tensor: TensorBase, requires_grad: bool) -> None:
        """requires_grad of a leaf was switched."""
        cell, line = self.locate()
        identity = self.seen(tensor, cell, line).id
        self.events.append((e.Required, cell, line, identity, requires_grad))

    def cleared(self, tensor: TensorBase) -> None:
        """A gradient was set to None or zeros."""
        cell, line = self.locate()
        gradient = tensor._grad
        value = None if gradient is None else grab(array_of(gradient))
        self.events.append((e.Cleared, cell, line, self.seen(tensor, cell, line).id, value))

    def grad_mode(self, enabled: bool) -> None:
        """Recording of history was switched."""
        self.events.append((e.GradMode, *self.locate(), enabled))

    def step(self, step: Any) -> None:
        """A backward took a step."""
        self.steps.take(step)

    def named(self, name: str, value: Any) -> None:
        """A variable was bound; tensors in it get its name."""
        self.look()
        if isinstance(value, TensorBase):
            self._bind(name, value)
        elif isinstance(value, (list, tuple)):
            for place, item in enumerate(value[:64]):
                if isinstance(item, TensorBase) and not self.keeper.has_name(item):
                    self._bind(f"{name}[{place}]", item)
        elif hasattr(value, "named_parameters"):
            for part, parameter in value.named_parameters():
                if not self.keeper.has_name(parameter):
                    self._bind(f"{name}.{part}", parameter)

    def look(self) -> None:
        """A statement ends or begins: look for writes past every counter, as through NumPy."""
        if self.audit.exposed:
            self.audit.look(*self.locate())

    def _bind(self, name: str, tensor: TensorBase) -> None:
        cell, line = self.locate()
        known = self.seen(tensor, cell, line)
        known.named = True
        if self._names.get(name) != known.id:
            self._names[name] = known.id
            self.events.append((e.Named, cell, line, name, known.id))

    # How it is written down ----------------------------------------------------------------

    def seen(
        self, tensor: TensorBase, cell: int, line: int, how: str = "tensor"
    ) -> KnownTensor:
        """Return what is known of a tensor; one that appears from nowhere is put down first."""
        known = self.keeper.find(tensor)
        if known is not None:
            return known
        of = self.keeper.gradient_of(tensor)
        known = self.keeper.tensor(tensor)
        known.grab = grab(array_of(tensor))
        leaf = tensor._edge is None or isinstance(tensor._edge[0], AccumulateGrad)
        row = (known.id, "grad" if of else how, of, known.storage.id, version_of(tensor))
        wants = tensor._edge is not None
        self.events.append((e.Created, cell, line, *row, wants, leaf, known.grab))
        if how in ("from_numpy", "as_tensor", "asarray", "frombuffer"):
            self.audit.expose(tensor, cell, line)
        return known

    def _inputs(
        self,
        inputs: tuple[tuple[str, Any], ...],
        cell: int,
        line: int,
        written: TensorBase | None = None,
        before: int = 0,
    ) -> tuple[Any, ...]:
        """Return the inputs as raw rows; a sequence of tensors is one row each."""
        rows: list[Any] = []
        for name, value in inputs:
            if isinstance(value, TensorBase):
                known = self.keeper.find(value) or self.seen(value, cell, line)
                if value._view is not None and value is not written:
                    self._remade(value, cell, line)
                version = before if value is written else version_of(value)
                rows.append((e.Input, name, known.id, version, None))
            elif isinstance(value, (list, tuple)) and any(
                isinstance(item, TensorBase) for item in value
            ):
                for place, item in enumerate(value):
                    part = ((f"{name}[{place}]", item),)
                    rows.extend(self._inputs(part, cell, line, written, before))
            else:
                rows.append((e.Input, name, None, None, text_of(value)))
        return tuple(rows)

    def _output(self, tensor: TensorBase, *, again: bool = False) -> tuple[Any, ...]:
        """Return an output as a raw row."""
        known = self.keeper.tensor(tensor)
        if again or known.grab is None or known.serial != known.storage.serial:
            known.grab = grab(array_of(tensor))
            known.serial = known.storage.serial
        edge = tensor._edge
        number = edge[1] if edge is not None else 0
        wants = edge is not None or (tensor._view is not None and tracked(tensor))
        row = (known.id, known.storage.id, version_of(tensor), wants, known.grab)
        return (e.Output, *row, number)

    def _node(
        self, node: Node | None, event: int, outputs: tuple[TensorBase, ...]
    ) -> tuple[str | None, str | None, tuple[Any, ...], tuple[Any, ...]]:
        """Return a new node's id, name, saved tensors and the input names of its edges."""
        if node is None:
            return None, None, (), ()
        known = self.keeper.node(node, event)
        inner = node.written if isinstance(node, CopySlices) else node
        rows = []
        for name, item in inner.held():
            saved = self._saved(known, name, item, outputs)
            if saved is not None:
                known.saved.append(saved)
                row = (e.Saved, name, saved.tensor, saved.version, saved.storage.id)
                rows.append(row)
        return known.id, type(node).__name__, tuple(rows), names_of_edges(node)

    def _saved(
        self, node: KnownNode, name: str, item: Any, outputs: tuple[TensorBase, ...]
    ) -> KnownSaved | None:
        """Note what a node saves; a plain number is not noted, as nobody can write it."""
        if isinstance(item, SavedTensor):
            tensor = item.tensor
        elif isinstance(item, SavedOutput):
            tensor = outputs[min(item.output_nr, len(outputs) - 1)]
        else:
            return None
        known = self.keeper.find(tensor)
        if known is None:
            return None  # a copy that an in-place op made for itself
        saved = KnownSaved(node, name, known, item)
        known.storage.holds(saved)
        if known.storage.exposed:
            self.audit.keep(saved, array_of(tensor))
        return saved

    def _rewritten(
        self, tensor: TensorBase, node: Node | None
    ) -> tuple[tuple[TensorBase, ...], Node | None]:
        """Return the base whose history a write through a view changed, and the node to show."""
        view = tensor._view
        if node is None or view is None:
            return (), node
        edge = view.base._edge
        if edge is not None and isinstance(edge[0], CopySlices) and edge[0].written is node:
            return (view.base,), edge[0]
        return (), node

    def _share(self, source: Any, outputs: tuple[TensorBase, ...]) -> None:
        """Views and other aliases share their source's storage."""
        storage = self.keeper.tensor(source).storage
        storage.joins(source)
        for tensor in outputs:
            storage.joins(tensor)

    def _remade(self, tensor: TensorBase, cell: int, line: int) -> None:
        """Put down the new grad_fn of a view whose base was written."""
        edge, view = tensor._edge, tensor._view
        if edge is None or view is None or self.keeper.find_node(edge[0]) is not None:
            return
        if edge[0] is None or edge[0].op is None or edge[0].op.name != "as_strided":
            return
        base = self.seen(view.base, cell, line)
        entry = (e.Input, "self", base.id, version_of(view.base), None)
        identity, grad_fn, *_ = self._node(edge[0], len(self.events), (tensor,))
        row = (entry,), (self._output(tensor, again=True),), identity, grad_fn, (), (0,), "view"
        self.events.append((e.Made, cell, line, "as_strided", *row))

    def _others(
        self, tensor: TensorBase, known: KnownTensor, bases: tuple[TensorBase, ...]
    ) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        """Return the live tensors on the same storage: those whose counter saw a write and not."""
        storage = known.storage
        storage.serial += 1
        known.serial = storage.serial
        counted, unseen = [], []
        for other, entry in storage.alive(tensor):
            if any(other is base for base in bases):
                continue
            entry.grab, entry.serial = grab(array_of(other)), storage.serial
            row = (e.Alias, entry.id, version_of(other), entry.grab)
            (counted if other._counter is tensor._counter else unseen).append(row)
        return tuple(counted), tuple(unseen)


class Later(Sequence[e.Event]):
    """Events that are made of their raw rows when somebody first looks."""

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._made: tuple[e.Event, ...] | None = None

    def _events(self) -> tuple[e.Event, ...]:
        if self._made is None:
            self._made = tuple([frozen(row) for row in self._rows])
            self._rows = []
        return self._made

    def __len__(self) -> int:
        return len(self._rows) if self._made is None else len(self._made)

    def __getitem__(self, place: Any) -> Any:
        return self._events()[place]

    def __iter__(self) -> Iterator[e.Event]:
        return iter(self._events())


def frozen(raw: Any) -> Any:
    """Return the event, or the part of one, that a raw row stands for."""
    if raw.__class__ is Grab:
        return raw.value()
    if raw.__class__ is not tuple:
        return raw
    if raw and raw[0].__class__ is type:
        return raw[0](*[frozen(part) for part in raw[1:]])
    return tuple([frozen(part) for part in raw])


def version_of(tensor: TensorBase) -> int:
    """Return what the tensor's counter says; inference tensors have none."""
    try:
        return tensor._counter.version
    except RuntimeError:
        return 0


def names_of_edges(node: Node) -> tuple[str | None, ...]:
    """Return for each edge of a node the name of the input it leads to."""
    if isinstance(node, CopySlices):
        return ("base", *names_of_edges(node.written)[1:])
    op = node.op
    if op is None:
        return (None,) * len(node.edges)
    if op.variadic:
        return tuple([f"{op.rules[0].name}[{place}]" for place in range(len(node.edges))])
    return tuple([rule.name for rule in op.rules])


def edges_of(names: tuple[Any, ...], entries: tuple[Any, ...]) -> tuple[int | None, ...]:
    """Return for each edge the index of its input."""
    places = {entry[1]: place for place, entry in enumerate(entries)}
    return tuple([places.get(name) for name in names])


def text_of(value: Any) -> str:
    """Return a plain value as a program would write it, cut where it is long."""
    if value.__class__ is float and value == int(value) if _finite(value) else False:
        return f"{value:.0f}." if abs(value) < 1e7 else repr(value)
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _finite(value: Any) -> bool:
    return value.__class__ is float and value - value == 0

