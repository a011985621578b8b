"""What is kept alive: bytes over the moments, what each saved tensor is kept for, and how long.

A storage counts once. It is a gradient's; else a value's, where the program reaches a tensor on it;
else the graph's, which alone still holds it.
"""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.graphs import Graphs
from gradwalk_ui.holders import Look
from gradwalk_ui.releases import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gradwalk.trace.events import Event, Value

    from gradwalk_ui.film import Film
    from gradwalk_ui.holders import Gone, Lives

BYTES = {"complex64": 8, "128": 16, "64": 8, "32": 4, "16": 2, "8": 1, "bool": 1}  # by end of dtype
KINDS = ("values", "graph", "grads")
Row = dict[str, Any]


def bytes_of(value: Value) -> int:
    """Return how much memory a value takes."""
    return size_of(value.shape, value.dtype)


def size_of(shape: Sequence[int], dtype: str) -> int:
    """Return how much memory so many elements of a dtype take."""
    each = next((size for end, size in BYTES.items() if dtype.endswith(end)), 1)  # float8_e5m2
    return prod(shape) * each


SMALL = 200  # nodes of a graph that is searched at each look


class Alive:
    """Follows a run from event to event, with what was freed and held in between."""

    def __init__(self, film: Film, lives: Lives) -> None:
        self.film = film
        self.graphs = Graphs()
        self.totals: dict[str, list[list[int]]] = {kind: [] for kind in KINDS}  # moment and bytes
        self.gone: dict[str, int] = {}  # node: when it went with what it still held
        self.kept: dict[str, list[int]] = {}  # node: backwards that left it what it saved
        self.ways: dict[str, list[list[Any]]] = {}  # node: who held its graph from when on
        self.held: Mapping[str, str] = {}
        self._looks = 0
        self.sizes: dict[str, int] = {}  # of storages
        self.inside = lives.inside
        self._lives = lives
        self._moment = 0
        self._sum = dict.fromkeys(KINDS, 0)
        self._kind: dict[str, str | None] = {}  # storage -> what it counts as
        self._refs: Counter[str] = Counter()  # tensors, saved results and .grad on a storage
        self._home: dict[str, str] = {}  # tensor -> storage, while it lives
        self._slots: dict[str, str] = {}  # leaf -> the storage of its .grad
        self._grads: set[str] = set()  # storages that a .grad has, or had
        self._reached: set[str] = set()  # storages
        self._new: set[str] = set()  # storages since the last look
        self._results: dict[str, list[str]] = {}  # node: storages of results that it saved

    def run(self) -> None:
        """Go through all of it."""
        told = iter(self._lives.told)
        tale = next(told, None)
        for index in range(len(self.film.events) + 1):
            while tale is not None and tale.time <= index:
                if isinstance(tale, Look):
                    self._looked(tale.held)
                else:
                    self._freed(tale)
                tale = next(told, None)
            if index < len(self.film.events):
                event = self.film.events[index]
                self._at(self.film.moment_of[index])
                play = PLAY.get(type(event))
                if play is not None:
                    play(self, event)
        if self._looks:
            self._find_ways()
        self._tell()

    def _at(self, moment: int) -> None:
        """What follows shows at this moment; the sums of the one before are done."""
        if moment > self._moment:
            self._tell()
            self._moment = moment

    def _tell(self) -> None:
        for kind, size in self._sum.items():
            rows = self.totals[kind]
            if (rows[-1][1] if rows else 0) != size:
                rows.append([self._moment, size])

    def _count(self, storage: str) -> None:
        """Find out anew what a storage counts as."""
        kind: str | None = None
        if self._refs[storage] > 0:
            free = storage not in self._reached and storage not in self._new
            saved = self.graphs.saves(storage)
            kind = "grads" if storage in self._grads else "graph" if free and saved else "values"
        before = self._kind.get(storage)
        if before != kind:
            size = self.sizes.get(storage, 0)
            if before is not None:
                self._sum[before] -= size
            if kind is not None:
                self._sum[kind] += size
            self._kind[storage] = kind

    def _refer(self, storage: str, by: int) -> None:
        self._refs[storage] += by
        self._count(storage)

    def only_graph(self, storage: str) -> bool:
        """Whether nothing but the graph holds a storage."""
        return self._kind.get(storage) == "graph"

    # What happens ---------------------------------------------------------------------------

    def born(self, tensor: str, storage: str, value: Value) -> None:
        """A tensor is seen for the first time."""
        if tensor in self._home:
            return
        self.sizes.setdefault(storage, bytes_of(value))
        self._home[tensor] = storage
        self._new.add(storage)
        self._refer(storage, 1)

    def created(self, event: e.Created) -> None:
        """A tensor appears; that of a .grad is the memory that came with the gradient."""
        slot = self._slots.get(event.of or "")
        if slot is not None and slot not in self._home.values():
            self._home[event.tensor] = slot
            self._refer(slot, 1)
            return
        self.born(event.tensor, event.storage, event.value)

    def made(self, event: e.Made | e.Wrote) -> None:
        """An op ran: its outputs are there, and its node holds what it saved."""
        for output in event.outputs:
            self.born(output.tensor, output.storage, output.value)
        self.graphs.made(event)
        if event.node is None:
            return
        outputs = {output.tensor for output in event.outputs}
        for saved in event.saved:
            if saved.tensor in outputs:
                self._results.setdefault(event.node, []).append(saved.storage)
                self._refer(saved.storage, 1)
            self._count(saved.storage)

    def accumulated(self, event: e.Accumulated | e.Retained) -> None:
        """A tensor has a .grad."""
        if event.tensor in self._slots:
            return
        slot = f"{event.tensor}.grad{self._moment}"
        grad = event.after if isinstance(event, e.Accumulated) else event.grad
        self._slots[event.tensor] = slot
        self._grads.add(slot)
        self.sizes[slot] = bytes_of(grad)
        self._refer(slot, 1)

    def cleared(self, event: e.Cleared) -> None:
        """A .grad is None again."""
        if event.grad is None:
            self._no_grad(event.tensor)

    def _no_grad(self, tensor: str) -> None:
        slot = self._slots.pop(tensor, None)
        if slot is not None:
            self._refer(slot, -1)

    def ran(self, event: e.Ran) -> None:
        """A node ran; unless it is freed it was kept."""
        self.graphs.ran.setdefault(event.node, []).append(len(self.graphs.begun))
        if self.graphs.saved.get(event.node):
            self.kept.setdefault(event.node, []).append(self._moment)

    def began(self, _event: e.Began) -> None:
        """A backward begins."""
        self.graphs.begun.append(len(self.graphs.order))

    def let_go(self, event: e.Freed) -> None:
        """A node lets go of what it saved, as a backward that keeps nothing asks."""
        if event.node in self.kept:
            self.kept[event.node].pop()
        self._emptied(event.node)

    def _emptied(self, node: str) -> None:
        for storage in self.graphs.emptied(node):
            self._count(storage)
        for storage in self._results.pop(node, ()):
            self._refer(storage, -1)

    def _freed(self, death: Gone) -> None:
        """A tensor or a node is no more."""
        self._at(moment_of(self.film, death))
        if death.id in self.graphs.next:
            if self.graphs.saved.get(death.id):
                self.gone[death.id] = self._moment
            self._emptied(death.id)
            self.graphs.gone(death.id)
            self._way(death.id, None)
        elif death.id in self._home:
            self._no_grad(death.id)
            self._refer(self._home.pop(death.id), -1)

    def _looked(self, held: Mapping[str, str]) -> None:
        """Take what the program reaches now."""
        before = self._reached | self._new
        self.held = held
        self._reached = {self._home[tensor] for tensor in held if tensor in self._home}
        self._new = set()
        for storage in before ^ self._reached:
            self._count(storage)
        self._looks += 1
        if self._looks % ((len(self.graphs.next) // SMALL) ** 2 + 1):
            for tensor, way in held.items():  # of the newest nodes at least
                node = self.graphs.history.get(tensor)
                if node in self.graphs.saved:
                    self._way(node, way)
        else:
            self._find_ways()

    def _find_ways(self) -> None:
        """Find by what the program holds each graph.

        In a large one that is not done at each look: the time would grow with its square.
        """
        ways = self.graphs.ways(self.held)
        for node in self.graphs.saved:
            self._way(node, ways.get(node))

    def _way(self, node: str, way: str | None) -> None:
        entries = self.ways.setdefault(node, [])
        if (entries[-1][1] if entries else None) == way:
            return
        if entries and entries[-1][0] == self._moment:
            entries.pop()
        entries.append([self._moment, way])


PLAY: dict[type[Event], Callable[[Alive, Any], None]] = {
    e.Created: Alive.created, e.Made: Alive.made, e.Wrote: Alive.made,
    e.Accumulated: Alive.accumulated, e.Retained: Alive.accumulated, e.Cleared: Alive.cleared,
    e.Began: Alive.began, e.Ran: Alive.ran, e.Freed: Alive.let_go,
}  # fmt: skip


def alive_rows(alive: Alive) -> Row:
    """Return what is kept alive as the scene has it."""
    return {
        "bytes": alive.totals,
        "sizes": sizes(alive, alive.film.picture.nodes),
        "gone": alive.gone,
        "kept": {node: moments for node, moments in alive.kept.items() if moments},
        "ways": {node: while_held(entries) for node, entries in alive.ways.items() if entries},
    }


def while_held(entries: list[list[Any]]) -> list[list[Any]] | str | None:
    """Return who holds a node's graph; where it is one all the time, that one alone."""
    held = entries[:-1] if entries[-1][1] is None else entries
    return held if len(held) > 1 else held[0][1] if held else None


def sizes(alive: Alive, nodes: Mapping[str, Row]) -> dict[str, int]:
    """Return the sizes of storages that are not those of the tensors that were saved."""
    found = {}
    for card in [node for node in nodes.values() if node["kind"] == "saved"]:
        size, tensor = alive.sizes.get(card["storage"], 0), nodes.get(card["tensor_node"] or "")
        if tensor is None or size != size_of(tensor["shape"], tensor["dtype"]):
            found[card["storage"]] = size
    return found
