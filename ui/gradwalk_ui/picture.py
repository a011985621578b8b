"""What is drawn: tensor boxes, op pills, saved cards and the edges between them.

A box is a tensor *version*: an in-place op gets a pill and a new box, else the picture would have
cycles. `Drawn` says for one event which of them belong to it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gradwalk.trace.events import (
    Accumulated,
    Began,
    Created,
    GradMode,
    Made,
    Retained,
    Wrote,
    WroteUnseen,
)

from gradwalk_ui.labels import SYMBOLS, overload
from gradwalk_ui.values import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.trace.events import Event, Input, Output, Saved, Value

    from gradwalk_ui.labels import Labels

# Pixels that a character of the picture's monospaced fonts is wide: values are 12 px large,
# names 13 px and bold, shapes and gradients 10.5 px.
LETTER = 7.3
NAME_LETTER = 7.9
SMALL_LETTER = 6.4
PILL_LETTER = 6.1  # of a grad_fn's name on a pill
MARGIN = 26
WIDEST = 420  # pixels of text in a box; a longer one is cut short where it is drawn
LEAST_WIDTH = 70  # of a tensor's box, without its margin
TENSOR_HEIGHT = 62
OP_HEIGHT = 42
SAVED_HEIGHT = 42
INPUT_KIND = {"view": "view", "detach": "detach", "data": "blind"}


@dataclass
class Drawn:
    """The parts of the picture that one event brought."""

    op: str | None = None
    boxes: list[str] = field(default_factory=list)  # new, in the order of the outputs
    inputs: list[str | None] = field(default_factory=list)  # boxes read, None for plain values
    edges_in: list[str | None] = field(default_factory=list)  # by input
    edges_out: list[str] = field(default_factory=list)  # by output
    cards: list[str] = field(default_factory=list)


class Picture:
    """Boxes, pills, cards and edges of a whole trace."""

    def __init__(self, source: str, events: Sequence[Event], labels: Labels) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self.edges: dict[str, dict[str, Any]] = {}
        self.drawn: dict[int, Drawn] = {}  # by event
        self.op_of: dict[str, int] = {}  # backward node -> the event that made it
        self.written: set[str] = set()  # storages
        self.members: dict[str, list[str]] = {}  # storage -> tensors
        self.roots: dict[int, str] = {}  # event of a backward's beginning -> its root
        self._labels = labels
        self._current: dict[str, str] = {}  # tensor -> its newest box
        self._ops = 0
        self._early: list[tuple[Drawn, int, Input]] = []  # read, and nobody has made them yet
        self._to_come = widths_to_come(events)
        wanted = relevant(source, events, labels)
        root = None
        grads: set[str] = set()
        for index, event in enumerate(events):
            if isinstance(event, Began):
                root = self._root(event)
                if root:
                    self.roots[index] = root
            elif isinstance(event, WroteUnseen):
                self.written.add(event.storage)
            if index not in wanted:
                continue
            if isinstance(event, Created):
                box = self._box(event.tensor, event, leaf=event.leaf, made_by=None)
                if event.of is not None:
                    grads.add(event.tensor)
                self.nodes[box].update(line=event.line, cell=event.cell)
                self.drawn[index] = Drawn(boxes=[box])
            elif isinstance(event, Made | Wrote):
                drawn = self.drawn[index] = self._op(event)
                if root and drawn.op and any(entry.tensor in grads for entry in event.inputs):
                    self.nodes[drawn.op]["after"] = root
                if event.node is not None:
                    self.op_of[event.node] = index
        self._join_early()
        self._dock()

    def _join_early(self) -> None:
        """Draw what an op read before it was made, as no program does: the page says so."""
        for early, place, entry in self._early:
            late = self._current.get(entry.tensor or "")
            if late is not None and early.op is not None:
                early.edges_in[place] = self._edge(late, early.op, "data", entry.name)

    def root_before(self, index: int) -> str | None:
        """Return the root of the newest backward that began before an event."""
        return next((root for at, root in reversed(self.roots.items()) if at < index), None)

    def _root(self, event: Began) -> str | None:
        """Return the box that a backward pass starts from, where it is drawn."""
        if not event.nodes:  # backward([]) is no mistake
            return None
        node = event.nodes[0]
        drawn = self.drawn[self.op_of[node]] if node in self.op_of else None
        return drawn.boxes[event.numbers[0]] if drawn else None

    def _box(self, tensor: str, event: Any, *, leaf: bool, made_by: str | None) -> str:
        """Add a tensor's box at its version and return its id."""
        found: Created | Output = event
        identity = f"{tensor}v{found.version}"
        while identity in self.nodes:  # `t.data = u` brings a new content at an old version
            identity += "'"
        name = len(self._labels.of(tensor)) if self._labels.named(tensor) else 0
        shape = len(str(list(found.value.shape))) + 4
        if found.value.dtype != "float32":
            shape += len(found.value.dtype)
        width = max(
            name * NAME_LETTER + shape * SMALL_LETTER,
            len(short(found.value)) * LETTER,
            self._to_come.get(tensor, 0),
            LEAST_WIDTH,
        )
        self.nodes[identity] = {
            "id": identity,
            "kind": "tensor",
            "tensor": tensor,
            "version": found.version,
            "width": round(min(width, WIDEST) + MARGIN),
            "height": TENSOR_HEIGHT,
            "shape": list(found.value.shape),
            "dtype": found.value.dtype,
            "leaf": leaf,
            "storage": found.storage,
            "made_by": made_by,
            "line": 0,
            "cell": 0,
            "docked": None,
        }
        self._current[tensor] = identity
        members = self.members.setdefault(found.storage, [])
        if tensor not in members:
            members.append(tensor)
        return identity

    def _op(self, event: Made | Wrote) -> Drawn:
        """Add an op's pill with its outputs, cards and edges."""
        drawn = Drawn(op=self._pill(event))
        assert drawn.op is not None
        self.nodes[drawn.op]["outputs"] = drawn.boxes
        first = "write" if isinstance(event, Wrote) else INPUT_KIND.get(event.relation, "data")
        for place, entry in enumerate(event.inputs):
            self._input(drawn, entry, "data" if place else first)
        for output in event.outputs:
            leaf = not output.requires_grad or event.node is None
            box = self._box(output.tensor, output, leaf=leaf, made_by=drawn.op)
            self.nodes[box].update(line=event.line, cell=event.cell)
            drawn.boxes.append(box)
            drawn.edges_out.append(self._edge(drawn.op, box, "data", None))
        if isinstance(event, Wrote):
            self.written.add(event.storage)
        for saved in event.saved:
            drawn.cards.append(self._card(drawn.op, event, saved))
        return drawn

    def _pill(self, event: Made | Wrote) -> str:
        """Add an op's pill and return its id."""
        identity = f"o{self._ops}"
        self._ops += 1
        symbol = SYMBOLS.get(overload(event.op), overload(event.op))
        width = max(len(symbol) * NAME_LETTER, len(event.grad_fn or "") * PILL_LETTER, 40)
        self.nodes[identity] = {
            "id": identity,
            "kind": "op",
            "op": event.op,
            "symbol": symbol,
            "node": event.node,
            "grad_fn": event.grad_fn,
            "inputs": [],
            "outputs": [],
            "local": [],
            "width": round(min(width, WIDEST) + MARGIN),
            "height": OP_HEIGHT,
            "line": event.line,
            "cell": event.cell,
            "in_place": isinstance(event, Wrote),
        }
        return identity

    def _input(self, drawn: Drawn, entry: Input, kind: str) -> None:
        """Join one input to the pill."""
        assert drawn.op is not None
        box = self._current.get(entry.tensor) if entry.tensor else None
        drawn.inputs.append(box)
        text = entry.text if entry.tensor is None else self._labels.of(entry.tensor)
        self.nodes[drawn.op]["inputs"].append(
            {"name": entry.name, "node": box, "text": text if box is None else None}
        )
        if box is None:
            self._early.append((drawn, len(drawn.edges_in), entry))
        edge = None if box is None else self._edge(box, drawn.op, kind, entry.name)
        drawn.edges_in.append(edge)

    def _edge(self, source: str, target: str, kind: str, name: str | None) -> str:
        """Add an edge and return its id."""
        identity = f"e{len(self.edges)}"
        self.edges[identity] = {
            "id": identity,
            "from": source,
            "to": target,
            "kind": kind,
            "path": [],
            "input": name,
        }
        return identity

    def _card(self, op: str, event: Made | Wrote, saved: Saved) -> str:
        """Add the card of a saved tensor and return its id."""
        identity = f"{event.node}.{saved.name}"
        name = self._labels.of(saved.tensor) if saved.tensor else ""
        width = max((len(saved.name) + len(name) + 5) * SMALL_LETTER, 106)
        self.nodes[identity] = {
            "id": identity,
            "kind": "saved",
            "op": op,
            "name": saved.name,
            "tensor": saved.tensor,
            "tensor_node": self._current.get(saved.tensor) if saved.tensor else None,
            "saved_version": saved.version,
            "storage": saved.storage,
            "width": round(min(width, WIDEST) + MARGIN),
            "height": SAVED_HEIGHT,
            "line": event.line,
            "cell": event.cell,
            "docked": op,
        }
        return identity

    def _dock(self) -> None:
        """Give each leaf that feeds one op, once, a place at that op's left side.

        The only input of an op stays above it: there a chain begins.
        """
        uses: dict[str, list[dict[str, Any]]] = {}
        for edge in self.edges.values():
            uses.setdefault(edge["from"], []).append(edge)
        fed = Counter(edge["to"] for edge in self.edges.values())
        for identity, node in self.nodes.items():
            if node["kind"] != "tensor" or node["made_by"] is not None:
                continue
            edges = uses.get(identity, [])
            if len(edges) == 1 and edges[0]["kind"] == "data" and fed[edges[0]["to"]] > 1:
                node["docked"] = edges[0]["to"]


def relevant(source: str, events: Sequence[Event], labels: Labels) -> set[int]:
    """Return which events are drawn: what has a history, a name, or leads to what is drawn.

    A comparison that is only printed, say, is left out, and of an optimiser's step all but the
    writes to the parameters.
    """
    inside = in_steps(source, events)
    used: set[str] = set()
    storages: set[str] = set()  # of what is drawn
    found: set[int] = set()
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if index in inside:
            if isinstance(event, Wrote) and event.outputs[0].requires_grad:
                found.add(index)
        elif isinstance(event, Created):
            wrapped = event.of is not None or event.storage in storages  # as by nn.Parameter
            if not wrapped or event.tensor in used or labels.named(event.tensor):
                found.add(index)
                storages.add(event.storage)
        elif isinstance(event, Made | Wrote):
            made = [output.tensor for output in event.outputs]
            wanted = any(tensor in used or labels.named(tensor) for tensor in made)
            if wanted or event.node is not None or isinstance(event, Wrote):
                found.add(index)
                storages.update(output.storage for output in event.outputs)
                used.update(entry.tensor for entry in event.inputs if entry.tensor)
    return found


def widths_to_come(events: Sequence[Event]) -> dict[str, float]:
    """Return how wide each tensor's box must be for what comes later: gradients, others' writes."""
    widths: dict[str, float] = {}
    times: Counter[str] = Counter()

    def need(tensor: str, width: float) -> None:
        widths[tensor] = max(widths.get(tensor, 0), width)

    for event in events:
        if isinstance(event, Accumulated):
            times[event.tensor] += 1
            count = " ×2 " if times[event.tensor] > 1 else ""
            need(event.tensor, len(f"grad {short(event.after)}{count}") * SMALL_LETTER)
        elif isinstance(event, Retained):
            need(event.tensor, len(f"retain_grad {short(event.grad)}") * SMALL_LETTER)
        elif isinstance(event, Wrote):
            for alias in event.aliases:
                need(alias.tensor, len(short(alias.value)) * LETTER)
    return widths


def in_steps(source: str, events: Sequence[Event]) -> set[int]:
    """Return the events inside an optimiser's step: recording is off while one line runs it."""
    lines = source.split("\n")
    found: set[int] = set()
    off: int | None = None
    for index, event in enumerate(events):
        if not isinstance(event, GradMode):
            continue
        stepping = 0 < event.line <= len(lines) and ".step(" in lines[event.line - 1]
        if stepping and event.enabled and off is not None:
            found.update(range(off, index))
        off = index if stepping and not event.enabled else None
    return found


def gradient(value: Value | None) -> dict[str, Any]:
    """Return how a gradient looks on an edge; the scene adds its place in the table."""
    if value is None or value.low is None or value.high is None:
        return {"magnitude": 0.0, "sign": None, "kind": "zero"}
    low, high = value.low, value.high
    magnitude = max(abs(low), abs(high))
    if not magnitude < float("inf"):
        return {"magnitude": 0.0, "sign": None, "kind": "nan"}
    if magnitude == 0:
        return {"magnitude": 0.0, "sign": 0, "kind": "zero"}
    sign = 1 if low >= 0 else -1 if high <= 0 else None
    return {"magnitude": magnitude, "sign": sign, "kind": "finite"}
