"""The film: from the trace's events to moments and to what changes at each of them.

A moment is the state after it. Every event sets fields from its moment on; `Forward` knows the
events of the program's own lines, `Backward` (in backward.py) those of a backward pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.backward import Backward
from gradwalk_ui.changes import Changes
from gradwalk_ui.values import Values, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.trace.events import Event, Value

    from gradwalk_ui.labels import Labels
    from gradwalk_ui.picture import Drawn, Picture

LONG = 2000  # events from which on an op's smallest steps are left out
Words = dict[str, Any]


def say(key: str, **args: Any) -> Words:
    """Return words for the page: a key of the catalogues and what goes in the gaps."""
    return {"key": key, "args": args}


class Film:
    """Moments and changes, as they grow event by event."""

    def __init__(
        self, source: str, events: Sequence[Event], picture: Picture, labels: Labels
    ) -> None:
        self.source = source
        self.picture = picture
        self.labels = labels
        self.moments: list[dict[str, Any]] = []
        self.changes = Changes()
        self.values = Values()
        self.moment_of: dict[int, int] = {}  # event -> the moment that shows it
        self.box: dict[str, str] = {}  # tensor -> its newest box
        self.phase = "forward"
        self.events = events
        self.failed_lines: list[int] = []  # of the errors so far
        self.failed_check: e.Checked | None = None  # the newest pass's first
        self._backward = Backward(self)
        self.coarse = len(events) > LONG
        self._line_begins = 0  # the first moment of the line that runs
        self._names: dict[str, str] = {}  # variable -> tensor

    def add(
        self,
        event: Event,
        kind: str,
        words: Words,
        *,
        grain: str = "op",
        lit: Sequence[str | None] = (),
        moves: Sequence[dict[str, Any]] = (),
        mark: str | None = None,
    ) -> int:
        """Append a moment and return its index."""
        if self.moments and (self.moments[-1]["line"], self.moments[-1]["cell"]) != (
            event.line,
            event.cell,
        ):
            self.end_line()
        self.moments.append(
            {
                "kind": kind,
                "grain": grain,
                "phase": self.phase,
                "cell": event.cell,
                "line": event.line,
                "lit": [identity for identity in dict.fromkeys(lit) if identity],
                "moves": list(moves),
                "mark": mark,
                "words": words,
            }
        )
        return len(self.moments) - 1

    def end_line(self) -> None:
        """Let the newest moment end a step by line."""
        if self.moments:
            self.moments[-1]["grain"] = "line"
        self._line_begins = len(self.moments)

    def event(self, index: int) -> Event:
        """Return the event with this index."""
        return self.events[index]

    def set(self, identity: str, field: str, value: Any) -> None:
        """Note that a field changes with the newest moment."""
        self.changes.set(max(len(self.moments) - 1, 0), identity, field, value)

    def move(
        self, edge: str | None, value: Value | None, label: str | None = None, *, back: bool = False
    ) -> list[dict[str, Any]]:
        """Return the moves of one value along one edge, none where there is no edge."""
        if edge is None:
            return []
        text = label if label is not None else short(value) if value else "None"
        return [{"edge": edge, "back": back, "value": self.values.add(value), "label": text}]

    def play(self, index: int, event: Event) -> None:
        """Add the moments of one event."""
        handler = FORWARD.get(type(event))
        if handler is not None:
            handler(self, index, event)
        else:
            self._backward.play(index, event)
        self.moment_of[index] = max(len(self.moments) - 1, 0)

    def created(self, index: int, event: e.Created) -> None:
        """A tensor appears."""
        drawn = self.picture.drawn.get(index)
        if drawn is None:
            return
        name = self.labels.of(event.tensor)
        self.add(
            event,
            "created",
            say("moment.created_leaf" if event.requires_grad else "moment.created", name=name),
            lit=drawn.boxes,
        )
        self._show(drawn.boxes[0], event.tensor, event)

    def _show(self, box: str, tensor: str, output: e.Created | e.Output) -> None:
        """Let a tensor's box appear."""
        before = self.box.get(tensor)
        self.box[tensor] = box
        self.set(box, "shown", True)
        self.set(box, "value", self.values.add(output.value))
        self.set(box, "requires_grad", output.requires_grad)
        self.set(box, "version", output.version)
        if self.changes.now(output.storage, "version") is None:
            self.set(output.storage, "version", output.version)
        if before is not None:  # the newest version answers to the tensor's names
            for name in ("names", "grad", "grads", "retains"):
                value = self.changes.now(before, name)
                if value:
                    self.set(box, name, value)

    def made(self, index: int, event: e.Made) -> None:
        """An op runs: it reads its inputs, then its outputs appear and it saves."""
        drawn = self.picture.drawn.get(index)
        if drawn is None or drawn.op is None:
            return
        names = [self.labels.of(output.tensor) for output in event.outputs]
        made = ", ".join(names)
        text = self.labels.expression(event.op, event.inputs)
        self._read(event, drawn, say("moment.reads", op=event.op, text=text))
        moves = [
            move
            for edge, output in zip(drawn.edges_out, event.outputs, strict=True)
            for move in self.move(edge, output.value)
        ]
        what = text if made == text else f"{made} = {text}"
        of = self.labels.of(event.inputs[0].tensor) if event.inputs else ""
        words = say(f"moment.made_{event.relation}", name=made, what=what, of=of)
        mark: str | None = {"detach": "detach", "data": "data", "view": "alias"}.get(event.relation)
        if event.node is None and event.relation == "new":
            words = say("moment.made_plain", name=made, what=what)
        if event.saved and mark is None:
            words = say("moment.made_saves", name=made, what=what, saves=self._saves(event))
            mark = "save"
        lit = [drawn.op, *drawn.boxes, *drawn.cards]
        self.add(event, "made", words, lit=lit, moves=moves, mark=mark)
        self._finish(event, drawn)

    def _read(self, event: e.Made | e.Wrote, drawn: Drawn, words: Words) -> None:
        """The op takes its inputs."""
        if self.coarse:
            return
        moves = []
        for edge, box in zip(drawn.edges_in, drawn.inputs, strict=True):
            if edge is not None and box is not None:
                reference = self.changes.now(box, "value")
                label = "" if reference is None else self.values.rows[reference]["text"]
                move = {"edge": edge, "back": False, "value": reference, "label": label}
                moves.append(move)
        kind = "made" if isinstance(event, e.Made) else "wrote"
        lit = [drawn.op, *drawn.inputs]
        self.add(event, kind, words, grain="sub", lit=lit, moves=moves)
        self._start(drawn, "running")

    def _start(self, drawn: Drawn, state: str) -> None:
        """The op's pill and the edges into it appear."""
        assert drawn.op is not None
        self.set(drawn.op, "shown", True)
        self.set(drawn.op, "state", state)
        for edge in drawn.edges_in:
            if edge is not None:
                self.set(edge, "shown", True)

    def _finish(self, event: e.Made | e.Wrote, drawn: Drawn) -> None:
        """The op's outputs and saved cards appear."""
        assert drawn.op is not None
        self._start(drawn, "idle")
        for box, edge, output in zip(drawn.boxes, drawn.edges_out, event.outputs, strict=True):
            self._show(box, output.tensor, output)
            self.set(edge, "shown", True)
        for card, saved in zip(drawn.cards, event.saved, strict=True):
            self.set(card, "shown", True)
            self.set(card, "state", "held")
            self.set(card, "now", saved.version)

    def _saves(self, event: e.Made | e.Wrote) -> str:
        """Return what a node saves, as "y2 (v0)"."""
        return ", ".join(
            f"{self.labels.of(saved.tensor)} (v{saved.version})" for saved in event.saved
        )

    def wrote(self, index: int, event: e.Wrote) -> None:
        """An in-place op: the storage's counter ticks and saved cards turn stale at once."""
        drawn = self.picture.drawn.get(index)
        if drawn is None or drawn.op is None:
            return
        name = self.labels.of(event.tensor)
        self._read(event, drawn, say("moment.writes", op=event.op, name=name))
        moves = [
            move
            for edge, output in zip(drawn.edges_out, event.outputs, strict=True)
            for move in self.move(edge, output.value)
        ]
        shared = [self.labels.of(alias.tensor) for alias in event.aliases]
        args = {"name": name, "op": event.op, "before": event.before, "after": event.after}
        words = say("moment.wrote", **args)
        if event.stale:
            words = say("moment.wrote_stale", **args, nodes=self._holders(event.stale))
        elif shared:
            words = say("moment.wrote_shared", **args, others=", ".join(shared))
        boxes = [self.box.get(alias.tensor) for alias in event.aliases]
        lit = [drawn.op, *drawn.boxes, *boxes, *event.stale]
        self.add(event, "wrote", words, lit=lit, moves=moves, mark="in_place")
        self._finish(event, drawn)
        self._aliases(event.aliases)
        if event.counted:
            self.set(event.storage, "version", event.after)
        for card in event.stale:
            self.set(card, "state", "stale")
            self.set(card, "now", event.after)

    def _holders(self, cards: Sequence[str]) -> str:
        """Return the names of the nodes that hold these cards."""
        found = []
        for card in cards:
            index = self.picture.op_of.get(card.split(".")[0])
            event = self.events[index] if index is not None else None
            if isinstance(event, e.Made | e.Wrote) and event.grad_fn:
                found.append(event.grad_fn)
        return ", ".join(dict.fromkeys(found))

    def _aliases(self, aliases: Sequence[e.Alias]) -> None:
        """Others on a storage show the new content and what their counter says."""
        for alias in aliases:
            box = self.box.get(alias.tensor)
            if box is not None:
                self.set(box, "value", self.values.add(alias.value))
                self.set(box, "version", alias.version)

    def wrote_unseen(self, _index: int, event: e.WroteUnseen) -> None:
        """A write that some counter did not see: cards are blind to it."""
        names = ", ".join(self.labels.of(alias.tensor) for alias in event.aliases)
        if event.tensor is None:
            words = say("moment.unseen_found", names=names)
        else:
            through = self.labels.of(event.tensor)
            words = say("moment.unseen", names=names, through=through, op=event.op)
        boxes = [self.box.get(alias.tensor) for alias in event.aliases]
        self.add(event, "wrote_unseen", words, lit=[*boxes, *event.blind], mark="unseen")
        self._aliases(event.aliases)
        for card in event.blind:
            self.set(card, "state", "blind")

    def named(self, _index: int, event: e.Named) -> None:
        """A variable is bound; it shows from when its box does if that is in the same line."""
        box = self.box.get(event.tensor)
        if box is None:
            return
        old = self._names.get(event.name)
        first = self._first_shown(box)
        if first is None:
            words = say("moment.named", name=event.name)
            if not self.moments or self.moments[-1]["line"] != event.line:
                self.add(event, "named", words, lit=[box])
            first = len(self.moments) - 1
        self._names[event.name] = event.tensor
        if old is not None and old != event.tensor and old in self.box:
            self._rename(first, self.box[old], event.name, f"({event.name})")
        names = [name for name in self.changes.now(box, "names", []) if name != f"({event.name})"]
        if event.name not in names:
            names.append(event.name)
        self.changes.set(first, box, "names", names)

    def _first_shown(self, box: str) -> int | None:
        """Return the moment the box appeared, if in the line that just ran."""
        entries = self.changes.lists.get(box, {}).get("shown", [])
        if entries and entries[0][0] >= self._line_begins and not self.changes.now(box, "names"):
            return int(entries[0][0])
        return None

    def _rename(self, moment: int, box: str, name: str, past: str) -> None:
        """A variable has moved on to another tensor."""
        names = [past if other == name else other for other in self.changes.now(box, "names", [])]
        entries = self.changes.lists.get(box, {}).get("names", [])
        last = entries[-1][0] if entries else 0
        self.changes.set(max(moment, last), box, "names", names)

    def required(self, _index: int, event: e.Required) -> None:
        """requires_grad was switched."""
        box = self.box.get(event.tensor)
        if box is not None:
            key = "moment.required" if event.requires_grad else "moment.unrequired"
            words = say(key, name=self.labels.of(event.tensor))
            self.add(event, "named", words, lit=[box])
            self.set(box, "requires_grad", event.requires_grad)

    def retains(self, _index: int, event: e.Retains) -> None:
        """A non-leaf is told to keep its gradient."""
        box = self.box.get(event.tensor)
        if box is not None:
            words = say("moment.retains", name=self.labels.of(event.tensor))
            self.add(event, "retained", words, lit=[box])
            self.set(box, "retains", True)

    def cleared(self, _index: int, event: e.Cleared) -> None:
        """A leaf's gradient starts again."""
        box = self.box.get(event.tensor)
        if box is not None:
            key = "moment.cleared" if event.grad is None else "moment.zeroed"
            self.add(event, "cleared", say(key, name=self.labels.of(event.tensor)), lit=[box])
            self.set(box, "grad", self.values.add(event.grad))
            self.set(box, "grads", 0)
            self.set(box, "wrong", None)

    def grad_mode(self, _index: int, event: e.GradMode) -> None:
        """no_grad begins or ends."""
        words = say("moment.grad_on" if event.enabled else "moment.grad_off")
        self.add(event, "grad_mode", words, mark=None if event.enabled else "no_grad")


FORWARD: dict[type[Event], Any] = {
    e.Created: Film.created,
    e.Made: Film.made,
    e.Wrote: Film.wrote,
    e.WroteUnseen: Film.wrote_unseen,
    e.Named: Film.named,
    e.Required: Film.required,
    e.Retains: Film.retains,
    e.Cleared: Film.cleared,
    e.GradMode: Film.grad_mode,
}
