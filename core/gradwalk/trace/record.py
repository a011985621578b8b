"""The recorder: hears the engine and writes down what happened.

On the path of an op it appends a few fields to one flat list (log.py) that refers to the array the
op made; events are worked out when somebody reads them (replay.py). Arrays are copied when somebody
is about to write them (`before_write`). It keeps no tensor and no graph alive.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Self
from weakref import ref

from gradwalk import graph
from gradwalk.array import float32, ndarray
from gradwalk.graph import AccumulateGrad
from gradwalk.saved import SavedOutput
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import events as e
from gradwalk.trace import listen
from gradwalk.trace.audit import Audit
from gradwalk.trace.capture import BYTES, SMALL, grab, summary
from gradwalk.trace.known import Keeper, KnownTensor, array_of, next_key
from gradwalk.trace.log import ANY, EVENT, NUMBER, ONE, PLACE, STEP, TWO, UNKEPT, VERSIONS
from gradwalk.trace.places import NOWHERE, Places, Spots
from gradwalk.trace.replay import Later, Replay
from gradwalk.trace.rows import TEXTLESS, Row, edges_of, parts, plain, text_of, version_of
from gradwalk.trace.steps import Steps
from gradwalk.views import CopySlices, tracked

if TYPE_CHECKING:
    from types import CodeType, FrameType

    from gradwalk.graph import Node
    from gradwalk.storage import Counter
    from gradwalk.table import Op

Inputs = tuple[tuple[str, Any], ...]
OUTSIDE = ("from_numpy", "as_tensor", "asarray", "frombuffer")  # memory that others may hold
_frame = sys._getframe


class Recorder:
    """Records what happens between `with recorder:` and its end.

    `locate` says where the program is; by default the innermost frame that runs a cell does.
    """

    def __init__(self, locate: Callable[[], tuple[int, int]] | None = None) -> None:
        self.log: list[Any] = []
        self._extend = self.log.extend
        self._locate = locate
        self._places = Places()
        self.place = NOWHERE  # as the log has it
        self._code: CodeType | None = None  # of a cell, where the last hot op was called
        self._spots: Spots = {}  # of that code
        self._first = 0  # keys above are this recorder's
        self.keeper = Keeper(self.log)
        self.audit = Audit(self)
        self._replay = Replay(self.log)
        self._counted = 0  # events there were when somebody last asked,
        self._until = 0  # and the end of the log then
        self._names: dict[str, int] = {}  # variable -> tensor
        self._views: set[int] = set()  # as_strided nodes that are in the log
        self._cleared: Row = (e.Cleared, -1)  # the last of its kind
        self._outer: listen.Listener | None = None
        self.steps = steps = Steps(self)
        self.began, self.ran, self.failed = steps.began, steps.ran, steps.failed
        self.accumulated, self.kept, self.hooked = steps.accumulated, steps.kept, steps.hooked
        self.captured, self.ended = steps.captured, steps.ended

    def __enter__(self) -> Self:
        self._outer = listen.listener
        if isinstance(self._outer, Recorder):
            self._outer.keeper.closes()
        self._open()
        listen.listener = self
        if not any(each() is self for each in _watching):
            _watching.append(ref(self, _forget))
        listen.before_write = _before_write
        return self

    def __exit__(self, *_: object) -> None:
        listen.listener = self._outer
        self.keeper.closes()
        if isinstance(self._outer, Recorder):
            self._outer._open()

    def _open(self) -> None:
        self.keeper.opens()
        self._first = self.keeper.first
        self.steps.first_node = graph.upcoming()

    def trace(self) -> e.Trace:
        """Return what has happened so far, as frozen data."""
        return e.Trace(Later(self._replay, len(self.log), self))

    def mark(self) -> int:
        """Return where in the log we are; `index` says how many events there were then."""
        return len(self.log)

    def index(self, mark: int) -> int:
        """Return how many events there were at a mark."""
        return self._replay.until(mark)

    def exceeds(self, count: int) -> bool:
        """Whether there are more events than so many; an event has two fields at least."""
        if self._counted + (len(self.log) - self._until) <= count:
            return False
        self._until = len(self.log)
        self._counted = self._replay.until(self._until)
        return self._counted > count

    # The hot ops ---------------------------------------------------------------------------

    def one(self, entry: Op, x: TensorBase, made: TensorBase, node: Node | None) -> None:
        """An entry of one parameter was applied."""
        frame = _frame(2)
        if frame.f_code is not self._code or self._spots[frame.f_lasti] is not self.place:
            self._moved(frame)
        key = x._known
        writes = x._writes
        if (
            key <= self._first
            or (writes is not None and not untouched(x, writes))
            or graph.on_record is not None
        ):
            if not self._versions((x,)):
                self.made(entry.name, ((entry.parameters[0], x),), (made,), node)
                return
            key = x._known
        array = made._array
        if array.__class__ is not float32 and array.nbytes > BYTES:
            array = self._short(array)
        made._known = new = next_key()
        if node is None:
            self._extend((ONE, entry, key, array, new, None, None))
        else:
            saves = ref(node) if node.saved else None
            self._extend((ONE, node.__class__, key, array, new, node.sequence_nr, saves))

    def two(
        self, entry: Op, x: TensorBase, y: TensorBase, made: TensorBase, node: Node | None
    ) -> None:
        """An entry was applied to two tensors."""
        frame = _frame(2)
        if frame.f_code is not self._code or self._spots[frame.f_lasti] is not self.place:
            self._moved(frame)
        first = self._first
        left, right = x._known, y._known
        one, other = x._writes, y._writes
        if (
            left <= first
            or right <= first
            or (one is not None and not untouched(x, one))
            or (other is not None and not untouched(y, other))
            or graph.on_record is not None
        ):
            if not self._versions((x, y)):
                names = entry.parameters
                inputs = ((names[0], x), (names[1], y), *entry.defaults)
                self.made(entry.name, inputs, (made,), node)
                return
            left, right = x._known, y._known
        array = made._array
        if array.__class__ is not float32 and array.nbytes > BYTES:
            array = self._short(array)
        made._known = new = next_key()
        if node is None:
            self._extend((TWO, entry, left, right, array, new, None, None))
        else:
            number, saves = node.sequence_nr, ref(node) if node.saved else None
            self._extend((TWO, node.__class__, left, right, array, new, number, saves))

    def number(
        self, entry: Op, x: TensorBase, number: Any, made: TensorBase, node: Node | None
    ) -> None:
        """An entry was applied to a tensor and a number."""
        frame = _frame(2)
        if frame.f_code is not self._code or self._spots[frame.f_lasti] is not self.place:
            self._moved(frame)
        key = x._known
        writes = x._writes
        if (
            key <= self._first
            or (writes is not None and not untouched(x, writes))
            or graph.on_record is not None
        ):
            if not self._versions((x,)):
                names = entry.parameters
                inputs = ((names[0], x), (names[1], number), *entry.defaults)
                self.made(entry.name, inputs, (made,), node)
                return
            key = x._known
        array = made._array
        if array.__class__ is not float32 and array.nbytes > BYTES:
            array = self._short(array)
        made._known = new = next_key()
        if node is None:
            self._extend((NUMBER, entry, key, number, array, new, None, None))
        else:
            saves = ref(node) if node.saved else None
            form, nr = node.__class__, node.sequence_nr
            self._extend((NUMBER, form, key, number, array, new, nr, saves))

    def applied(
        self, entry: Op, args: Sequence[Any], made: TensorBase, node: Node | None
    ) -> None:
        """An entry was applied to all its arguments."""
        inputs: list[Any] = []
        usual = not entry.variadic and graph.on_record is None
        for value in args if usual else ():
            if isinstance(value, TensorBase):
                usual = usual and not self._exposed(value)
            elif value.__class__ not in TEXTLESS:
                usual = usual and not any(isinstance(each, TensorBase) for each in parts(value))
        if made is args[0]:
            return  # x.contiguous() may be x
        if not usual:
            self.made(entry.name, entry.named(args), (made,), node)
            return
        self.here()
        for value in args:
            if isinstance(value, TensorBase):
                key = value._known
                if key <= self._first:
                    key = self.seen(value).key
                if value._view is not None:
                    self._remade(value)
                inputs += (key, version_of(value))
            elif value.__class__ in TEXTLESS:
                inputs += (0, value)
            else:
                inputs += (-1, text_of(value))
        array, number, saves = made._array, None, None
        if node is not None:
            number, saves = node.sequence_nr, ref(node) if node.saved else None
        form = entry if node is None else node.__class__
        if entry.view:
            known = self._joined(args[0], made)
            content, new = self._look(known, array, args[0]), known.key
            if node is None and tracked(made):
                number = UNKEPT
            self._extend((ANY, form, tuple(inputs), content, new, number, saves))
            return
        if array.__class__ is not float32 and array.nbytes > BYTES:
            array = self._short(array)
        made._known = new = next_key()
        self._extend((ANY, form, tuple(inputs), array, new, number, saves))

    def _short(self, array: Any) -> e.Value:
        """Return the summary of a large array; from now on gradients may be large, too."""
        self.steps.large = True
        return summary(array)

    def _joined(self, source: Any, *views: TensorBase) -> KnownTensor:
        """Views and other aliases share their source's storage; returns the last of them."""
        known = self.keeper.tensor(source)
        storage = known.storage
        storage.joins(source, known)
        for tensor in views:
            known = self.keeper.tensor(tensor)
            storage.joins(tensor, known)
        return known

    def _exposed(self, tensor: TensorBase) -> bool:
        """Whether a tensor's memory can be written without any counter knowing."""
        memory = tensor._memory
        known = None if memory is None else memory.known
        return known is not None and known.exposed and known.keeper is self.keeper.me

    def _versions(self, inputs: tuple[TensorBase, ...]) -> bool:
        """Put down the versions of a hot op's inputs; whether its row can tell all the rest."""
        if graph.on_record is not None:
            return False
        for tensor in inputs:
            if tensor._view is not None or self._exposed(tensor):
                return False
        for tensor in inputs:
            self.seen(tensor)
        versions = [version_of(tensor) for tensor in inputs]
        if any(versions):
            self._extend((VERSIONS, versions[0], versions[-1]))
        return True

    def _moved(self, frame: FrameType | None) -> None:
        """The program is somewhere else than it was."""
        if self._locate is not None:
            self.at(self._locate())
            return
        place, found, spots = self._places.of(frame)
        if found is frame and frame is not None:
            self._code, self._spots = frame.f_code, spots
        self.at(place)

    def at(self, place: tuple[int, int]) -> None:
        """Put down that what follows happened there."""
        if place != self.place:
            self.place = place
            self._extend((PLACE, *place))

    def here(self) -> None:
        """Put down where the program is."""
        self._moved(_frame(2))

    # Whatever else the engine says ---------------------------------------------------------

    def put(self, row: Row) -> None:
        """Append an event."""
        self._extend((EVENT, row))

    def put_step(self, row: Row) -> None:
        """Append an event of a backward."""
        self._extend((STEP, row))

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
        self,
        op: str,
        tensor: TensorBase,
        inputs: Inputs,
        node: Node | None,
        version_before: int,
    ) -> None:
        """An in-place op wrote into a tensor."""
        self.here()
        if node is None and not self.keeper.key(tensor):
            self.seen(tensor)  # its story begins here: how it was filled is its making
            return
        entries = self._inputs(inputs, tensor, version_before)
        known = self.seen(tensor)
        base, history = self._rewritten(tensor, node)
        if base is not None:
            place = (e.Input, "base", self.seen(base).key, version_before, None)
            entries = (*entries, place)
        counted, unseen = self._others(tensor, known, base)
        stale, blind = self.audit.written(known, tensor)
        result = self._output(base if base is not None else tensor, again=True)
        rows = self._node(history, entries, (tensor,))
        versions = version_before, version_of(tensor)
        row = (op, entries, known.key, known.storage.key, *versions, (result,), *rows)
        own = tensor._writes is tensor._memory
        self.put((e.Wrote, *row, counted, stale, own))
        if base is not None:
            self._remade(tensor)
        if unseen or blind:
            self.audit.unseen(op, known, known.storage, unseen, blind)

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

    def cleared(self, tensor: TensorBase) -> None:
        """A gradient was set to None or zeros."""
        gradient, key = tensor._grad, tensor._known
        if gradient is None and key == self._cleared[1] and self.log[-1] is self._cleared:
            return  # an optimiser's zero_grad tells it twice
        self.here()
        value = None if gradient is None else grab(array_of(gradient))
        self._cleared = (e.Cleared, self.seen(tensor).key, value)
        self.put(self._cleared)

    def grad_mode(self, enabled: bool) -> None:
        """Recording of history was switched."""
        self.here()
        self.put((e.GradMode, enabled))

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
            self.here()
            self.audit.look(self.place)

    def _bind(self, name: str, tensor: TensorBase) -> None:
        key = self.keeper.key(tensor)
        if key and self._names.get(name) == key:
            return
        self.here()
        known = self.seen(tensor)
        known.named = True
        self._names[name] = known.key
        self.put((e.Named, name, known.key))

    # How it is written down ----------------------------------------------------------------

    def seen(self, tensor: TensorBase, how: str = "tensor") -> KnownTensor:
        """Return what is known of a tensor; one that appears from nowhere is put down first."""
        keeper = self.keeper
        if keeper.key(tensor):
            return keeper.tensor(tensor)
        if tensor._known:  # another recorder's rows may refer to it by the key it loses now
            _before_write(tensor)
        of, content = keeper.gradient_of(tensor) or (None, None)
        known = keeper.tensor(tensor)
        known.grab = self._look(known, array_of(tensor)) if content is None else content
        leaf = tensor._edge is None or isinstance(tensor._edge[0], AccumulateGrad)
        row = (known.key, "grad" if of else how, of, known.storage.key, version_of(tensor))
        self.put((e.Created, *row, tensor._edge is not None, leaf, known.grab))
        if how in OUTSIDE:
            self.audit.expose(tensor)
        return known

    def _look(self, known: KnownTensor, array: Any, like: Any = None) -> Any:
        """Return what is in a tensor now: a copy, or of a large one a summary.

        A view of all of another tensor has that one's summary, but for the corner.
        """
        if array.__class__ is not ndarray or array.size <= SMALL:
            return grab(array)
        self.steps.large = True
        if isinstance(like, TensorBase):
            source = self.keeper.tensor(like)
            same = source.storage is known.storage and source.serial == known.storage.serial
            if same and source.grab.__class__ is e.Value and like._array.size == array.size:
                return summary(array, source.grab)
        return summary(array)

    def _inputs(
        self, inputs: Inputs, written: TensorBase | None = None, before: int = 0
    ) -> Row:
        """Return the inputs as raw rows."""
        rows: list[Any] = []
        for name, value in inputs:
            if isinstance(value, TensorBase):
                key = value._known
                if key <= self._first:
                    key = self.seen(value).key
                if value._view is not None and value is not written:
                    self._remade(value)
                version = 0
                if value._writes is not None:
                    same = written is not None and value._writes is written._writes
                    version = before if same else version_of(value)
                rows.append((e.Input, name, key, version, None))
            else:
                rows.append((e.Input, name, None, None, plain(value)))
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
            return None, None, (), ()
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
            if item.__class__ is SavedOutput:
                tensor = outputs[min(item.output_nr, len(outputs) - 1)]
            else:
                tensor = getattr(item, "tensor", None)
            if tensor is None or not keeper.key(tensor):
                continue  # a number, or a copy that an in-place op made for itself
            owner = keeper.tensor(tensor)
            if owner.storage.exposed:
                self.audit.keep(known, name, item, owner.storage)
            rows.append((e.Saved, name, owner.key, item.version, owner.storage.key))
        return (number, checks), node.__class__.__name__, tuple(rows), edges_of(node, entries)

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
        counted: list[Row] = []
        unseen: list[Row] = []
        for other, entry in storage.alive(tensor):
            if other is base:
                continue
            entry.grab, entry.serial = grab(array_of(other)), storage.serial
            row = (e.Alias, entry.key, version_of(other), entry.grab)
            (counted if other._counter is tensor._counter else unseen).append(row)
        return tuple(counted), tuple(unseen)


def untouched(tensor: TensorBase, writes: Counter) -> bool:
    """Whether a tensor that has a counter was never written nor shared, as far as is known."""
    return (
        tensor._memory is writes
        and tensor._view is None
        and writes.known is None  # type: ignore[attr-defined]
        and not writes.version
    )


_watching: list[ref[Recorder]] = []  # recorders, also closed ones, whose rows may refer to arrays


def _before_write(tensor: TensorBase) -> None:
    """Somebody is about to write a tensor's memory, or may from now on."""
    for each in tuple(_watching):
        recorder = each()
        if recorder is not None:
            recorder.keeper.guard(tensor)


def _forget(gone: ref[Recorder]) -> None:
    _watching.remove(gone)
    if not _watching:
        listen.before_write = None
