"""From a recorder's rows to events: what the rows left out is worked out here, in order.

Ids are given by order of appearance; what a node saved and where its edges lead follow from its
entry in the table of ops.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gradwalk.table import FROM_INPUT, FROM_RESULT
from gradwalk.trace import events as e
from gradwalk.trace import log as rows
from gradwalk.trace.capture import summary
from gradwalk.trace.lent import Lent
from gradwalk.trace.rows import Exact, NodeRow, Plain, Unseen, text_of

if TYPE_CHECKING:
    from gradwalk.table import Op
    from gradwalk.trace.scopes import Scopes


class ReplayedNode:
    """A node: its id, the event that made it and the versions that it expects."""

    __slots__ = ("checks", "event", "id")

    def __init__(self, identity: str, event: int, checks: Sequence[tuple[str, int]]) -> None:
        self.id = identity
        self.event = event
        self.checks = checks


class Replay:
    """Makes the events of a log, as far as it goes."""

    def __init__(self, log: list[Any]) -> None:
        self._log = log
        self._next = 0  # the row that comes next
        self.events: list[e.Event] = []
        self._starts: list[int] = []  # for each event, where its row begins
        self._place = self._pass_place = (0, 0)
        self._sums: dict[tuple[int, int], Any] = {}  # what arrived so far in this pass, and where
        self._passes: list[Any] = []  # the places and sums of those around this one
        self._tensors: dict[int, str] = {}
        self._storages: dict[int, str] = {}
        self._home: dict[int, str] = {}  # tensor -> storage
        self._nodes: dict[int, ReplayedNode] = {}
        self._unseen: dict[int, int] = {}  # number of an unseen write -> its event
        self._texts: dict[Op, tuple[e.Input, ...]] = {}  # inputs at their defaults
        self._values: dict[int, tuple[Any, e.Value]] = {}  # the same array comes by several times

    def until(self, end: int) -> int:
        """Make the events of the rows before a place in the log; returns how many there are."""
        log = self._log
        while self._next < end:
            kind = log[self._next]
            TAKE[kind](self, self._next)
            self._next += rows.SIZES[kind]
        self._values.clear()
        return bisect_left(self._starts, end)

    def tensor_ids(self) -> dict[int, str]:
        """Return the tensors' ids so far, by key."""
        return self._tensors

    def node_ids(self) -> dict[int, str]:
        """Return the nodes' ids so far, by sequence number."""
        return {number: node.id for number, node in self._nodes.items()}

    # What is small and comes by often --------------------------------------------------------

    def _put(self, event: e.Event) -> None:
        self._starts.append(self._next)
        self.events.append(event)

    def _tensor(self, key: int | None) -> str | None:
        if key is None:
            return None
        known = self._tensors.get(key)
        if known is None:
            known = self._tensors[key] = f"t{len(self._tensors)}"
        return known

    def _storage(self, key: int) -> str:
        known = self._storages.get(key)
        if known is None:
            known = self._storages[key] = f"s{len(self._storages)}"
        return known

    def _node(self, number: int | None) -> str | None:
        return None if number is None else self._known(number).id

    def _known(self, number: int, checks: Sequence[tuple[str, int]] = (), event: int = -1) -> Any:
        known = self._nodes.get(number)
        if known is None:
            identity = f"n{len(self._nodes)}"
            known = self._nodes[number] = ReplayedNode(identity, event, checks)
        return known

    def _value(self, array: Any) -> e.Value | None:
        if array is None or array.__class__ is e.Value:
            return array
        if array.__class__ is Lent:
            return array.value()
        known = self._values.get(id(array))
        if known is None:
            known = self._values[id(array)] = array, summary(getattr(array, "_array", array))
        return known[1]

    # Ops of the table ------------------------------------------------------------------------

    def _one(self, at: int) -> None:
        form, x = self._log[at + 1 : at + 3]
        self._made(form, (x, 0), at + 3)

    def _two(self, at: int) -> None:
        form, x, y = self._log[at + 1 : at + 4]
        self._made(form, (x, 0, y, 0), at + 4)

    def _number(self, at: int) -> None:
        form, x, number = self._log[at + 1 : at + 4]
        self._made(form, (x, 0, 0, number), at + 4)

    def _any(self, at: int) -> None:
        form, inputs = self._log[at + 1 : at + 3]
        self._made(form, inputs, at + 3)

    def _made(self, form: Any, given: tuple[Any, ...], at: int) -> None:
        """Put down what an op of the table made; `at` is where the row tells of that."""
        array, made, number = self._log[at : at + 3]
        kept = number is not None and number != rows.UNKEPT
        entry: Op = form.op if kept else form
        inputs = self._inputs(entry, given)
        view = entry.view
        tensor = self._tensor(made)
        storage = self._home[given[0]] if view else self._storage(made)
        self._home[made] = storage
        version, value = given[1] if view else 0, self._value(array)
        assert tensor is not None
        assert value is not None
        output = e.Output(tensor, storage, version, number is not None, value, 0)
        node = grad_fn = None
        saved: tuple[e.Saved, ...] = ()
        edges: tuple[int | None, ...] = ()
        if kept:
            saved = self._saved(entry, form.needs, given, made)
            checks = [(each.name, each.version) for each in saved]
            node = self._known(number, checks, len(self.events)).id
            grad_fn, edges = form.__name__, entry.places
        relation = "view" if view else "new"
        row: Any = (entry.name, inputs, (output,), node, grad_fn, saved, edges, relation)
        self._put(e.Made(*self._place, *row))

    def _wrote(self, at: int) -> None:
        """Put down a write that changed one tensor and nobody's history."""
        entry, name, given, key, home, before, content, number = self._log[at + 1 : at + 9]
        inputs = self._inputs(entry, given)
        tensor: Any = self._tensor(key)
        storage = self._home[key] = self._storage(home)
        value: Any = self._value(content)
        output = e.Output(tensor, storage, before + 1, number is not None, value, number or 0)
        row: Any = (name, inputs, tensor, storage, before, before + 1, (output,), None, None)
        row += (), (), (), (), True
        self._put(e.Wrote(*self._place, *row))

    def _inputs(self, entry: Op, given: tuple[Any, ...]) -> tuple[e.Input, ...]:
        """Return an op's inputs; parameters beyond those given have their defaults."""
        found = []
        for name, key, what in zip(entry.parameters, given[::2], given[1::2], strict=False):
            if key > 0:
                found.append(e.Input(name, self._tensor(key), what, None))
            else:
                found.append(e.Input(name, None, None, what if key else text_of(what)))
        rest = len(entry.parameters) - len(found)
        if not rest:
            return tuple(found)
        known = self._texts.get(entry)
        if known is None:
            pairs = entry.defaults[-rest:]
            known = tuple([e.Input(name, None, None, text_of(value)) for name, value in pairs])
            self._texts[entry] = known
        return (*found, *known)

    def _saved(
        self, entry: Op, needs: tuple[bool, ...], given: tuple[Any, ...], made: int
    ) -> tuple[e.Saved, ...]:
        """Return what a node saved: what the wanted rules read."""
        found = []
        for read, wanted in zip(entry.read, entry.wanted(needs), strict=True):
            key = version = 0
            if wanted and read.kind == FROM_RESULT:
                key = made
            elif wanted and read.kind == FROM_INPUT and 2 * read.place < len(given):
                key, version = given[2 * read.place : 2 * read.place + 2]
            if key > 0:
                tensor = self._tensor(key)
                found.append(e.Saved(read.name, tensor, version, self._home[key]))
        return tuple(found)

    # Backward --------------------------------------------------------------------------------

    def _ran(self, at: int) -> None:
        self._run(*self._log[at + 1 : at + 4])

    def _run(self, number: int, grads: tuple[Any, ...], exact: Exact | None = None) -> None:
        node = self._known(number)
        self._put(e.Ran(*self._pass_place, node.id, self.values(grads)))
        if exact is None:
            exact = tuple([(name, version, version, False) for name, version in node.checks])
        for name, expected, found, changed in exact:
            row: Any = (node.id, name, expected, found, found == expected, changed)
            self._put(e.Checked(*self._pass_place, *row))

    def _sent(self, at: int) -> None:
        self._send(*self._log[at + 1 : at + 8])

    def _send(
        self, number: int, index: int, key: int, input_nr: int, part: Any, total: Any, waiting: int
    ) -> None:
        self._sums[key, input_nr] = total
        node = self._known(number).id
        leaf = self._tensor(-key) if key < 0 else None
        target = None if key < 0 else self._node(key)
        values = self._value(part), self._value(total)
        row: Any = (node, index, target, leaf, input_nr, *values, waiting)
        self._put(e.Sent(*self._pass_place, *row))

    def _passed(self, at: int) -> None:
        number, freed = self._log[at + 1 : at + 3]
        end = at + rows.SIZES[self._log[at]]
        self._run(number, (self._sums[number, 0],))
        for edge in range(at + 3, end, 6):
            index, key, input_nr, part, total, waiting = self._log[edge : edge + 6]
            if total is None:
                before = self._sums.get((key, input_nr))
                total = part if before is None else before + part
            self._send(number, index, key, input_nr, part, total, waiting)
        if freed:
            self._free(number)

    def _landed(self, at: int) -> None:
        leaf, before, content = self._log[at + 1 : at + 4]
        values = self._value(before), self._value(content)
        self._put(e.Accumulated(*self._pass_place, self._tensor(leaf), *values))  # type: ignore[arg-type]

    def _freed(self, at: int) -> None:
        self._free(self._log[at + 1])

    def _free(self, number: int) -> None:
        node = self._known(number)
        node.checks = ()
        self._put(e.Freed(*self._pass_place, node.id))

    # Everything else -------------------------------------------------------------------------

    def _moved(self, at: int) -> None:
        self._place = self._log[at + 1], self._log[at + 2]

    def _event(self, at: int) -> None:
        raw = self._log[at + 1]
        kind = raw[0]
        if kind is Unseen:
            self._unseen[raw[1]] = len(self.events)
            raw = raw[2]
        elif kind is e.Began:
            self._passes.append((self._pass_place, self._sums))
            self._pass_place, self._sums = self._place, {}
            for leaf, number, input_nr, seed in zip(*raw[1:], strict=True):
                self._sums[number if leaf is None else -leaf, input_nr] = seed
        self._put(self._frozen(raw, self._place))

    def _step(self, at: int) -> None:
        raw = self._log[at + 1]
        self._put(self._frozen(raw, self._pass_place))
        if raw[0] is e.Ended and self._passes:
            self._pass_place, self._sums = self._passes.pop()

    def _frozen(self, raw: tuple[Any, ...], place: tuple[int, ...] = ()) -> Any:
        """Return the event, or the part of one, that a tuple of its class and fields stands for."""
        kind = raw[0]
        fields = FIELDS.get(kind)
        if fields is None:
            return kind(*place, *raw[1:])
        made = kind(*place, *[turn(self, x) for turn, x in zip(fields, raw[1:], strict=True)])
        if kind is e.Created or kind is e.Output:
            self._home[raw[1]] = made.storage
        return made

    # How fields become what events have ------------------------------------------------------

    def tensors(self, keys: tuple[int | None, ...]) -> tuple[str | None, ...]:
        """Tensors' ids."""
        return tuple([self._tensor(key) for key in keys])

    def nodes(self, numbers: tuple[int | None, ...]) -> tuple[str | None, ...]:
        """Nodes' ids."""
        return tuple([self._node(number) for number in numbers])

    def values(self, arrays: tuple[Any, ...]) -> tuple[e.Value | None, ...]:
        """Arrays' values."""
        return tuple([self._value(array) for array in arrays])

    def parts(self, raw: tuple[Any, ...]) -> tuple[Any, ...]:
        """Inputs, outputs, saved tensors, aliases."""
        return tuple([self._frozen(part) for part in raw])

    def new_node(self, raw: NodeRow) -> str | None:
        """The node that an event makes."""
        if raw is None:
            return None
        number, checks = raw
        node: ReplayedNode = self._known(number, checks, len(self.events))
        return node.id

    def cards(self, raw: tuple[tuple[int, str], ...]) -> tuple[str, ...]:
        """Saved tensors, by node and name."""
        return tuple([f"{self._node(number)}.{name}" for number, name in raw])

    def made_at(self, number: int) -> int:
        """Which event made a node."""
        event: int = self._known(number).event
        return event

    def unseen_at(self, number: int | None) -> int | None:
        """Which event tells of an unseen write."""
        return None if number is None else self._unseen[number]


def _same(_replay: Replay, field: Any) -> Any:
    return field


def _text(_replay: Replay, field: Any) -> Any:
    return text_of(field.value) if field.__class__ is Plain else field


_T, _S, _N, _V = Replay._tensor, Replay._storage, Replay._node, Replay._value
_P, _M = Replay.parts, Replay.new_node
FIELDS: dict[type, tuple[Callable[[Replay, Any], Any], ...]] = {
    e.Input: (_same, _T, _same, _text),
    e.Output: (_T, _S, _same, _same, _V, _same),
    e.Saved: (_same, _T, _same, _S),
    e.Alias: (_T, _same, _V),
    e.Created: (_T, _same, _T, _S, _same, _same, _same, _V),
    e.Made: (_same, _P, _P, _M, _same, _P, _same, _same),
    e.Wrote: (
        *(_same, _P, _T, _S, _same, _same, _P, _M),
        *(_same, _P, _same, _P, Replay.cards, _same),
    ),
    e.WroteUnseen: (_same, _T, _S, _P, Replay.cards),
    e.Named: (_same, _T),
    e.Required: (_T, _same),
    e.Retains: (_T,),
    e.Cleared: (_T, _V),
    e.Began: (Replay.tensors, Replay.nodes, _same, Replay.values),
    e.SentWrong: (_N, _same, _V, _V, _V),
    e.Retained: (_T, _V),
    e.Hooked: (_T, _N, _V, _V),
    e.Captured: (_T, _N, _same, _V),
    e.SilentlyWrong: (_N, _same, _T, _V, _V, Replay.made_at, Replay.unseen_at),
}
TAKE: tuple[Callable[[Replay, int], None], ...] = (  # by kind of row
    Replay._event, Replay._ran, Replay._sent, Replay._freed, Replay._one, Replay._two,
    Replay._number, Replay._any, Replay._moved, Replay._step, Replay._landed, Replay._wrote,
    *[Replay._passed] * rows.MOST,
)  # fmt: skip


class Late:
    """What is made when somebody first looks."""

    _found: Any = None

    def _make(self) -> Any:
        raise NotImplementedError

    def _all(self) -> Any:
        if self._found is None:
            self._found = self._make()
        return self._found

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())


class Later(Late, Sequence[e.Event]):
    """The events of a log up to a place."""

    def __init__(self, replay: Replay, end: int, owner: Any) -> None:
        self._replay = replay
        self._end = end
        self._owner = owner  # keeps watching over what rows refer to

    def _make(self) -> tuple[e.Event, ...]:
        count = self._replay.until(self._end)
        return tuple(self._replay.events[:count])


class LaterLayouts(Late, Mapping[str, e.Layout]):
    """Where tensors lie in their storages, by the ids that events have."""

    def __init__(self, events: Later, replay: Replay, laid: dict[int, e.Layout]) -> None:
        self._events = events
        self._replay = replay
        self._laid = laid

    def _make(self) -> dict[str, e.Layout]:
        len(self._events)  # only then are there ids
        ids = self._replay.tensor_ids()
        return {ids[key]: place for key, place in self._laid.items() if key in ids}


class LaterScopes(Late, Sequence[e.Scope]):
    """The parts of the program that events belong to."""

    def __init__(self, events: Later, replay: Replay, scopes: Scopes) -> None:
        self._events = events
        self._replay = replay
        self._scopes = scopes

    def _make(self) -> tuple[e.Scope, ...]:
        return self._scopes.told(self._replay.until, len(self._events))
