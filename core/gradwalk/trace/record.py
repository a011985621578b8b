"""The recorder: hears the engine and writes down what happened, with small ids and copied values.

It keeps no tensor and no graph alive. On the path of an op it appends a plain row (rows.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from gradwalk.graph import AccumulateGrad
from gradwalk.saved import SavedOutput, SavedTensor
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import events as e
from gradwalk.trace import listen
from gradwalk.trace.audit import Audit
from gradwalk.trace.capture import grab
from gradwalk.trace.known import Keeper, KnownTensor, array_of
from gradwalk.trace.places import Places
from gradwalk.trace.rows import Later, Plain, Row, edges_of, text_of, version_of
from gradwalk.trace.steps import Steps
from gradwalk.views import CopySlices, tracked

if TYPE_CHECKING:
    from gradwalk.graph import Node

Inputs = tuple[tuple[str, Any], ...]
OUTSIDE = ("from_numpy", "as_tensor", "asarray", "frombuffer")  # memory that others may hold
TEXTLESS = frozenset((int, float, bool, str, type(None)))  # plain values whose text can wait


class Recorder:
    """Records what happens between `with recorder:` and its end."""

    def __init__(self, locate: Callable[[], tuple[int, int]] | None = None) -> None:
        self.locate = locate or Places().locate
        self.events: list[Row] = []
        self.keeper = Keeper()
        self.audit = Audit(self)
        self.step = Steps(self).take  # a backward took a step
        self._names: dict[str, str] = {}  # variable -> tensor
        self._outer: listen.Listener | None = None

    def __enter__(self) -> Self:
        self._outer, listen.listener = listen.listener, self
        return self

    def __exit__(self, *_: object) -> None:
        listen.listener = self._outer

    def trace(self) -> e.Trace:
        """Return what has happened so far, as frozen data."""
        return e.Trace(Later(self.events))

    # What the engine says ------------------------------------------------------------------

    def made(
        self, op: str, inputs: Inputs, outputs: tuple[TensorBase, ...], node: Node | None
    ) -> None:
        """An op returned."""
        cell, line = self.locate()
        entries = self._inputs(inputs, cell, line)
        if not outputs:  # numpy(): what shares the memory is no tensor
            self.audit.expose(inputs[0][1], cell, line)
            return
        relation = "new"
        first = inputs[0][1] if inputs else None
        if isinstance(first, TensorBase) and first._storage is outputs[0]._storage:
            if first is outputs[0]:
                return  # x.contiguous() may be x
            relation = op if op in ("detach", "data") else "view"
        if len(outputs) == 1:
            results: Row = (self._output(outputs[0]),)
        else:
            results = tuple([self._output(tensor) for tensor in outputs])
        if relation != "new":
            self._share(first, outputs)
            if op == "data":
                self.audit.expose(outputs[0], cell, line)
        if node is None:
            known: Row = None, None, (), ()
        else:
            known = self._node(node, entries, outputs)
        self.events.append((e.Made, cell, line, op, entries, results, *known, relation))

    def wrote(
        self,
        op: str,
        tensor: TensorBase,
        inputs: Inputs,
        node: Node | None,
        version_before: int,
    ) -> None:
        """An in-place op wrote into a tensor."""
        cell, line = self.locate()
        if node is None and self.keeper.find(tensor) is None:
            self.seen(tensor, cell, line)  # its story begins here: how it was filled is its making
            return
        entries = self._inputs(inputs, cell, line, tensor, version_before)
        known = self.seen(tensor, cell, line)
        base, history = self._rewritten(tensor, node)
        if base is not None:
            place = (e.Input, "base", self.seen(base, cell, line).id, version_before, None)
            entries = (*entries, place)
        counted, unseen = self._others(tensor, known, base)
        stale, blind = self.audit.written(known, tensor)
        result = self._output(base if base is not None else tensor, again=True)
        rows: Row = (None, None, (), ())
        if history is not None:
            rows = self._node(history, entries, (tensor,))
        versions = version_before, version_of(tensor)
        row = (op, entries, known.id, known.storage.id, *versions, (result,), *rows)
        own = tensor._counter is tensor._storage
        self.events.append((e.Wrote, cell, line, *row, counted, stale, own))
        if base is not None:
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
        row = (e.Cleared, cell, line, self.seen(tensor, cell, line).id, value)
        if value is not None or row != self.events[-1]:  # an optimiser's zero_grad tells it twice
            self.events.append(row)

    def grad_mode(self, enabled: bool) -> None:
        """Recording of history was switched."""
        self.events.append((e.GradMode, *self.locate(), enabled))

    # What the program says -----------------------------------------------------------------

    def named(self, name: str, value: Any) -> None:
        """A variable was bound; tensors in it get its name."""
        self.look()
        if isinstance(value, TensorBase):
            self._bind(name, value)
        elif isinstance(value, (list, tuple)):
            for place, item in enumerate(value[:64]):
                if isinstance(item, TensorBase) and not self.keeper.has_name(item):
                    self._bind(f"{name}[{place}]", item)
        elif "_parameters" in getattr(value, "__dict__", ()):  # a module whose __init__ has run
            for part, parameter in value.named_parameters():
                if not self.keeper.has_name(parameter):
                    self._bind(f"{name}.{part}", parameter)

    def look(self) -> None:
        """A statement ends or begins: look for writes past every counter, as through NumPy."""
        if self.audit.exposed:
            self.audit.look(*self.locate())

    def _bind(self, name: str, tensor: TensorBase) -> None:
        known = self.keeper.find(tensor)
        if known is not None and known.named and self._names.get(name) == known.id:
            return
        cell, line = self.locate()
        known = known or self.seen(tensor, cell, line)
        known.named = True
        self._names[name] = known.id
        self.events.append((e.Named, cell, line, name, known.id))

    # How it is written down ----------------------------------------------------------------

    def seen(self, tensor: TensorBase, cell: int, line: int, how: str = "tensor") -> KnownTensor:
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
        if how in OUTSIDE:
            self.audit.expose(tensor, cell, line)
        return known

    def _inputs(
        self,
        inputs: Inputs,
        cell: int,
        line: int,
        written: TensorBase | None = None,
        before: int = 0,
    ) -> Row:
        """Return the inputs as raw rows."""
        keeper = self.keeper
        rows: list[Any] = []
        for name, value in inputs:
            if isinstance(value, TensorBase):
                known = value._known
                if known is None or known.keeper is not keeper:
                    known = self.seen(value, cell, line)
                if value._view is not None and value is not written:
                    self._remade(value, cell, line)
                try:
                    counter = value._counter
                    same = written is not None and counter is written._counter
                    version = before if same else counter.version
                except RuntimeError:  # an inference tensor's
                    version = 0
                rows.append((e.Input, name, known.id, version, None))
            elif value.__class__ in TEXTLESS:
                rows.append((Plain, name, value))
            else:
                rows.append((e.Input, name, None, None, text_of(value)))
        return tuple(rows)

    def _output(self, tensor: TensorBase, *, again: bool = False) -> Row:
        """Return an output as a raw row."""
        known = self.keeper.tensor(tensor)
        storage = known.storage
        if again or known.grab is None or known.serial != storage.serial:
            known.grab = grab(array_of(tensor))
            known.serial = storage.serial
        edge = tensor._edge
        wants, number = True, 0
        if edge is not None:
            number = edge[1]
        else:
            wants = tensor._view is not None and tracked(tensor)
        return (e.Output, known.id, storage.id, version_of(tensor), wants, known.grab, number)

    def _node(self, node: Node, entries: Row, outputs: tuple[TensorBase, ...]) -> Row:
        """Return a new node's id, name, saved tensors and the inputs its edges lead to."""
        known = self.keeper.node(node, len(self.events))
        inner = node.written if isinstance(node, CopySlices) else node
        rows: list[Row] = []
        if inner is not None and inner.saved:
            for name, item in inner.held():
                if item.__class__ is SavedTensor:
                    tensor = item.tensor
                elif item.__class__ is SavedOutput:
                    tensor = outputs[min(item.output_nr, len(outputs) - 1)]
                else:
                    continue
                owner = tensor._known
                if owner is None or owner.keeper is not self.keeper:
                    continue  # a copy that an in-place op made for itself
                storage = owner.storage
                storage.saved_by(known)
                if storage.exposed:
                    self.audit.keep(known, name, item, storage)
                rows.append((e.Saved, name, owner.id, item.version, storage.id))
        return known.id, node.__class__.__name__, tuple(rows), edges_of(node, entries)

    def _rewritten(
        self, tensor: TensorBase, node: Node | None
    ) -> tuple[TensorBase | None, Node | None]:
        """Return the base whose history a write through a view changed, and the node to show."""
        view = tensor._view
        if node is None or view is None:
            return None, node
        edge = view.base._edge
        if edge is not None and isinstance(edge[0], CopySlices) and edge[0].written is node:
            return view.base, edge[0]
        return None, node

    def _share(self, source: Any, outputs: tuple[TensorBase, ...]) -> None:
        """Views and other aliases share their source's storage."""
        storage = self.keeper.tensor(source).storage
        storage.joins(source)
        for tensor in outputs:
            storage.joins(tensor)

    def _remade(self, tensor: TensorBase, cell: int, line: int) -> None:
        """Put down the new grad_fn of a view whose base was written."""
        edge, view = tensor._edge, tensor._view
        if edge is None or view is None or edge[0] is None:
            return
        if self.keeper.find_node(edge[0]) is not None:
            return
        if edge[0].op is None or edge[0].op.name != "as_strided":
            return
        base = self.seen(view.base, cell, line)
        entries = ((e.Input, "self", base.id, version_of(view.base), None),)
        output = self._output(tensor, again=True)
        known = self._node(edge[0], entries, (tensor,))
        row = ("as_strided", entries, (output,), *known, "view")
        self.events.append((e.Made, cell, line, *row))

    def _others(
        self, tensor: TensorBase, known: KnownTensor, base: TensorBase | None
    ) -> tuple[Row, Row]:
        """Return the live tensors on the same storage: those whose counter saw a write and not."""
        storage = known.storage
        storage.serial += 1
        known.serial = storage.serial
        counted: list[Row] = []
        unseen: list[Row] = []
        for other, entry in storage.alive(tensor):
            if other is base:
                continue
            entry.grab, entry.serial = grab(array_of(other)), storage.serial
            row = (e.Alias, entry.id, version_of(other), entry.grab)
            (counted if other._counter is tensor._counter else unseen).append(row)
        return tuple(counted), tuple(unseen)
