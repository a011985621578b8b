"""How a recorder puts things down: where the program is, tensors, inputs, outputs, nodes.

What rows have is in log.py; the ids and values that events have are made by replay.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk.array import ndarray
from gradwalk.graph import AccumulateGrad
from gradwalk.saved import SavedOutput
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import events as e
from gradwalk.trace import listen
from gradwalk.trace.audit import Audit
from gradwalk.trace.capture import SMALL, grab, summary
from gradwalk.trace.known import Keeper, KnownTensor, array_of, next_key
from gradwalk.trace.lent import Lender, summed_up
from gradwalk.trace.log import EVENT, PLACE, STEP
from gradwalk.trace.places import NO_CELLS, NOWHERE, Place, Places, is_cell
from gradwalk.trace.rows import TEXTLESS, Plain, Row, edges_of, text_of, version_of
from gradwalk.trace.steps import Steps
from gradwalk.views import CopySlices, geometry, tracked

if TYPE_CHECKING:
    from types import CodeType, FrameType

    from gradwalk.graph import Node

Inputs = tuple[tuple[str, Any], ...]
NO_NODE: Row = (None, None, (), ())  # what `_node` returns where there is none
OUTSIDE = ("from_numpy", "as_tensor", "asarray", "frombuffer")  # memory that others may hold


class Notes:
    """A log, what is known of the objects in it, and how rows are made of them."""

    def __init__(self, locate: Callable[[], Place] | None) -> None:
        self.log: list[Any] = []
        self.extend = self.log.extend
        self._locate = locate
        self._places = Places()
        self.place = NOWHERE  # as the log has it
        self.code: CodeType | None = None  # of a cell, where the last hot op was called
        self.spots: dict[int, Place] = {}  # of that code's instructions
        self._stays = False  # whether what runs now calls nothing of the program's own
        self.first = 0  # keys above are this recorder's
        self._views: set[int] = set()  # as_strided nodes that are in the log
        self.laid: dict[int, e.Layout] = {}  # tensors that do not simply fill their storage
        self.keeper = Keeper(self.log)
        self.lender = Lender()
        self.audit = Audit(self)
        self.exposed = self.audit.exposed
        self.steps = Steps(self)

    def went(self, frame: FrameType | None) -> None:
        """Put down where the program is; mostly it is still in the code it was in last."""
        if self._stays:
            return
        while frame is not None:  # to the innermost frame that runs a cell
            code = frame.f_code
            if code.co_filename in NO_CELLS:
                frame = frame.f_back
            elif code is self.code:
                place = self.spots[frame.f_lasti]
                if place is not self.place:
                    self.at(place)
                return
            elif is_cell(code.co_filename):
                break
        self._elsewhere(frame)

    def stays(self, stays: bool) -> None:
        """Say that the program is here until it says that it is not: one look is enough."""
        if stays:
            self.went(sys._getframe(1))
        self._stays = stays

    def _elsewhere(self, frame: FrameType | None) -> None:
        """Put down where the program is, in whatever code that is."""
        if self._locate is not None:
            self.at(self._locate())
        elif frame is None:
            self.at(NOWHERE)
        else:
            self.code = frame.f_code
            self.spots = self._places.of(frame.f_code)
            self.at(self.spots[frame.f_lasti])

    def at(self, place: tuple[int, int]) -> None:
        """Put down that what follows happened there."""
        if place != self.place:
            self.place = place
            self.extend((PLACE, *place))

    def here(self) -> None:
        """Put down where the program is, as somebody who was called by what did something."""
        self.went(sys._getframe(2))

    def put(self, row: Row) -> None:
        """Append an event."""
        self.extend((EVENT, row))

    def put_step(self, row: Row) -> None:
        """Append an event of a backward."""
        self.extend((STEP, row))

    def key(self, tensor: TensorBase) -> int:
        """Return a tensor's key; one that appears from nowhere is put down first."""
        key: int = tensor._known
        if key > self.first:
            return key
        gradient, array = self.keeper.gradient_of(tensor), tensor._array
        own = not key and tensor._memory is None and tensor._edge is None
        plain = own and (array.__class__ is not ndarray or array.flags.c_contiguous)
        if not plain or gradient is None or gradient.content is None:
            return self.seen(tensor).key
        key = tensor._known = gradient.key = next_key()  # more is found out when somebody asks
        self.keeper.of_gradients.add(key)
        self.put((e.Created, key, "grad", gradient.of, key, 0, False, True, gradient.content))
        return key

    def seen(self, tensor: TensorBase, how: str = "tensor") -> KnownTensor:
        """Return what is known of a tensor; one that appears from nowhere is put down first."""
        keeper, memory, key = self.keeper, tensor._memory, tensor._known
        if key:
            found = keeper.tensors.get(key) if key > self.first else None
            if found is not None and (memory is None or memory.known is not None):
                return found
            if keeper.owns(key):
                return keeper.tensor(tensor)
            listen.lend(tensor)  # another recorder's rows may refer to it by the key it loses now
        gradient, known = keeper.gradient_of(tensor), keeper.new(tensor)
        of = None if gradient is None else gradient.of
        if gradient is None or gradient.content is None:
            known.grab = self._look(known, array_of(tensor))
        else:
            known.grab = gradient.content
            known.storage.shares(gradient.lent)
        leaf = tensor._edge is None or isinstance(tensor._edge[0], AccumulateGrad)
        row = (known.key, "grad" if of else how, of, known.storage.key, version_of(tensor))
        self.put((e.Created, *row, tensor._edge is not None, leaf, known.grab))
        if how in OUTSIDE:
            self.audit.expose(tensor)
        if tensor._array.__class__ is ndarray and not tensor._array.flags.c_contiguous:
            self.laid[known.key] = geometry(tensor._array)[1:]
        return known

    def _look(self, known: KnownTensor, array: Any, like: Any = None) -> Any:
        """Return what is in a tensor now: a copy, or what is lent of a large one.

        A view of all of another tensor has that one's summary, but for the corner.
        """
        if array.__class__ is not ndarray or array.size <= SMALL:
            return grab(array)
        self.steps.large = True
        storage, whole = known.storage, None
        if isinstance(like, TensorBase):
            source = self.keeper.tensor(like)
            same = source.storage is storage and source.serial == storage.serial
            if same and summed_up(source.grab) and like._array.size == array.size:
                whole = source.grab
        return summary(array) if storage.exposed else storage.lend(array, whole, self.lender)

    def _inputs(self, inputs: Inputs, written: TensorBase | None = None, before: int = 0) -> Row:
        """Return the inputs as raw rows."""
        rows: list[Any] = []
        same = None if written is None else written._writes
        for name, value in inputs:
            if isinstance(value, TensorBase):
                key, writes = value._known, value._writes
                if key <= self.first:
                    key = self.key(value)
                if value._view is not None and value is not written:
                    self._remade(value)
                version = 0
                if writes is not None:
                    version = before if writes is same else version_of(value)
                rows.append((e.Input, name, key, version, None))
            elif value.__class__ in TEXTLESS:
                rows.append((e.Input, name, None, None, Plain(value)))
            else:
                rows.append((e.Input, name, None, None, text_of(value)))
        return tuple(rows)

    def _output(self, tensor: TensorBase, *, again: bool = False, like: Any = None) -> Row:
        """Return an output as a raw row; `like` is what it may be a view of."""
        known = self.keeper.tensor(tensor)
        storage = known.storage
        if again or known.grab is None or known.serial != storage.serial:
            known.grab = self._look(known, array_of(tensor), like)
            known.serial = storage.serial
        edge = tensor._edge
        wants, number = True, 0
        if edge is not None:
            number = edge[1]
        else:
            wants = tensor._view is not None and tracked(tensor)
        return (e.Output, known.key, storage.key, version_of(tensor), wants, known.grab, number)

    def _node(self, node: Node | None, entries: Row, outputs: tuple[TensorBase, ...]) -> Row:
        """Return a new node, its name, saved tensors and the inputs its edges lead to."""
        if node is None:
            return NO_NODE
        keeper = self.keeper
        number, checks = node.sequence_nr, []
        if node.op is not None and node.op.name == "as_strided":
            self._views.add(number)
        inner = node.written if isinstance(node, CopySlices) else node
        rows: list[Row] = []
        held = inner.held() if inner is not None and inner.saved else ()
        if held:
            made = tuple([each._known for each in outputs])
            known = keeper.node(number, ref(node), made, node)
        for name, item in held:
            if item.counter is not None:
                checks.append((name, item.version))
            tensor = getattr(item, "tensor", None)
            if item.__class__ is SavedOutput:
                tensor = outputs[min(item.output_nr, len(outputs) - 1)]
            if tensor is None or not keeper.key(tensor):
                continue  # a number, or a copy that an in-place op made for itself
            owner = keeper.tensor(tensor)
            if owner.storage.exposed:
                self.audit.keep(known, name, item, owner.storage)
            rows.append((e.Saved, name, owner.key, item.version, owner.storage.key))
        return (number, checks), node.__class__.__name__, tuple(rows), edges_of(node, entries)

    def _rewritten(self, tensor: TensorBase, node: Node) -> tuple[TensorBase | None, Node]:
        """Return the base whose history a write through a view changed, and the node to show."""
        view = tensor._view
        if view is None:
            return None, node
        edge = view.base._edge
        if edge is not None and isinstance(edge[0], CopySlices) and edge[0].written is node:
            return view.base, edge[0]
        return None, node

    def _remade(self, tensor: TensorBase) -> None:
        """Put down the new grad_fn of a view whose base was written."""
        edge, view = tensor._edge, tensor._view
        if edge is None or view is None or edge[0] is None:
            return
        if edge[0].op is None or edge[0].op.name != "as_strided":
            return
        number = edge[0].sequence_nr
        if number in self._views:
            return
        base = self.seen(view.base)
        entries = ((e.Input, "self", base.key, version_of(view.base), None),)
        output = self._output(tensor, again=True)
        known = self._node(edge[0], entries, (tensor,))
        self.put((e.Made, "as_strided", entries, (output,), *known, "view"))

    def _others(
        self, tensor: TensorBase, known: KnownTensor, base: TensorBase | None
    ) -> tuple[Row, Row]:
        """Return the live tensors on the same storage: those whose counter saw a write and not."""
        storage = known.storage
        storage.serial += 1
        known.serial = storage.serial
        if not storage.sharing:
            return (), ()
        counted: list[Row] = []
        unseen: list[Row] = []
        for other, entry in storage.alive(tensor):
            if other is base:
                continue
            entry.grab, entry.serial = grab(array_of(other)), storage.serial
            row = (e.Alias, entry.key, version_of(other), entry.grab)
            (counted if other._counter is tensor._counter else unseen).append(row)
        return tuple(counted), tuple(unseen)

    def _joined(self, source: Any, *views: TensorBase) -> KnownTensor:
        """Views and other aliases share their source's storage; returns the last of them."""
        known = self.keeper.tensor(source)
        storage = known.storage
        storage.joins(source, known)
        if known.key not in self.laid:
            self.laid[known.key] = geometry(source._array)[1:]
        for tensor in views:
            known = self.keeper.tensor(tensor)
            storage.joins(tensor, known)
            self.laid[known.key] = geometry(tensor._array)[1:]
        return known
