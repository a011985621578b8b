"""The film's part for the program's own lines: tensors appear, ops run, writes, names.

A write's effect on others is shown at once: aliases change, the storage's counter ticks, saved
cards turn stale, before any backward.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.film import Words, say
from gradwalk_ui.names import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.trace.events import Event

    from gradwalk_ui.film import Film
    from gradwalk_ui.picture import Drawn


class Forward:
    """Plays the events of a program's own lines into a film."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self._names = Names(film)
        self._quiet = quiet_modes(film.events)

    def play(self, index: int, event: Event) -> None:
        """Add the moments of one event."""
        FORWARD[type(event)](self, index, event)

    def created(self, index: int, event: e.Created) -> None:
        """A tensor appears."""
        drawn = self.film.picture.drawn.get(index)
        if drawn is None:
            return
        name = self.film.labels.of(event.tensor)
        self.film.add(
            event,
            "created",
            say("moment.created_leaf" if event.requires_grad else "moment.created", name=name),
            lit=drawn.boxes,
        )
        self._show(drawn.boxes[0], event.tensor, event)

    def _show(self, box: str, tensor: str, output: e.Created | e.Output) -> None:
        """Let a tensor's box appear."""
        before = self.film.box.get(tensor)
        self.film.box[tensor] = box
        self.film.set(box, "shown", True)
        self.film.set(box, "value", self.film.values.add(output.value))
        self.film.set(box, "requires_grad", output.requires_grad)
        self.film.set(box, "version", output.version)
        if self.film.changes.now(output.storage, "version") is None:
            self.film.set(output.storage, "version", output.version)
        if before is not None:  # the newest version answers to the tensor's names
            for name in ("names", "grad", "grads", "retains"):
                value = self.film.changes.now(before, name)
                if value:
                    self.film.set(box, name, value)

    def made(self, index: int, event: e.Made) -> None:
        """An op runs: it reads its inputs, then its outputs appear and it saves."""
        drawn = self.film.picture.drawn.get(index)
        if drawn is None or drawn.op is None:
            return
        names = [self.film.labels.of(output.tensor) for output in event.outputs]
        made = ", ".join(names)
        text = self.film.labels.expression(event.op, event.inputs)
        self._read(event, drawn, say("moment.reads", op=event.op, text=text))
        moves = [
            move
            for edge, output in zip(drawn.edges_out, event.outputs, strict=True)
            for move in self.film.move(edge, output.value)
        ]
        what = text if made == text else f"{made} = {text}"
        of = self.film.labels.of(event.inputs[0].tensor) if event.inputs else ""
        words = say(f"moment.made_{event.relation}", name=made, what=what, of=of)
        mark: str | None = {"detach": "detach", "data": "data", "view": "alias"}.get(event.relation)
        if event.node is None and event.relation == "new":
            words = say("moment.made_plain", name=made, what=what)
        if event.saved and mark is None:
            words = say("moment.made_saves", name=made, what=what, saves=self._saves(event))
            mark = "save"
        lit = [drawn.op, *drawn.boxes, *drawn.cards]
        self.film.add(event, "made", words, lit=lit, moves=moves, mark=mark)
        self._finish(event, drawn)

    def _read(self, event: e.Made | e.Wrote, drawn: Drawn, words: Words) -> None:
        """The op takes its inputs."""
        if self.film.coarse:
            return
        moves = []
        for edge, box in zip(drawn.edges_in, drawn.inputs, strict=True):
            if edge is not None and box is not None:
                reference = self.film.changes.now(box, "value")
                label = "" if reference is None else self.film.values.rows[reference]["text"]
                move = {"edge": edge, "back": False, "value": reference, "label": label}
                moves.append(move)
        kind = "made" if isinstance(event, e.Made) else "wrote"
        lit = [drawn.op, *drawn.inputs]
        self.film.add(event, kind, words, grain="sub", lit=lit, moves=moves)
        self._start(drawn, "running")

    def _start(self, drawn: Drawn, state: str) -> None:
        """The op's pill and the edges into it appear."""
        assert drawn.op is not None
        self.film.set(drawn.op, "shown", True)
        self.film.set(drawn.op, "state", state)
        for edge in drawn.edges_in:
            if edge is not None:
                self.film.set(edge, "shown", True)

    def _finish(self, event: e.Made | e.Wrote, drawn: Drawn) -> None:
        """The op's outputs and saved cards appear."""
        assert drawn.op is not None
        self._start(drawn, "idle")
        for box, edge, output in zip(drawn.boxes, drawn.edges_out, event.outputs, strict=True):
            self._show(box, output.tensor, output)
            self.film.set(edge, "shown", True)
        for card, saved in zip(drawn.cards, event.saved, strict=True):
            self.film.set(card, "shown", True)
            self.film.set(card, "state", "held")
            self.film.set(card, "now", saved.version)

    def _saves(self, event: e.Made | e.Wrote) -> str:
        """Return what a node saves, as "y2 (v0)"."""
        return ", ".join(
            f"{self.film.labels.of(saved.tensor)} (v{saved.version})" for saved in event.saved
        )

    def wrote(self, index: int, event: e.Wrote) -> None:
        """An in-place op: the storage's counter ticks and saved cards turn stale at once."""
        drawn = self.film.picture.drawn.get(index)
        if drawn is None or drawn.op is None:
            return
        name = self.film.labels.of(event.tensor)
        self._read(event, drawn, say("moment.writes", op=event.op, name=name))
        moves = [
            move
            for edge, output in zip(drawn.edges_out, event.outputs, strict=True)
            for move in self.film.move(edge, output.value)
        ]
        shared = [self.film.labels.of(alias.tensor) for alias in event.aliases]
        args = {"name": name, "op": event.op, "before": event.before, "after": event.after}
        words = say("moment.wrote", **args)
        if event.stale:
            words = say("moment.wrote_stale", **args, nodes=self._holders(event.stale))
        elif shared:
            words = say("moment.wrote_shared", **args, others=", ".join(shared))
        boxes = [self.film.box.get(alias.tensor) for alias in event.aliases]
        lit = [drawn.op, *drawn.boxes, *boxes, *event.stale]
        self.film.add(event, "wrote", words, lit=lit, moves=moves, mark="in_place")
        self._finish(event, drawn)
        self._aliases(event.aliases)
        if event.counted:
            self.film.set(event.storage, "version", event.after)
        for card in event.stale:
            self.film.set(card, "state", "stale")
            self.film.set(card, "now", event.after)

    def _holders(self, cards: Sequence[str]) -> str:
        """Return the names of the nodes that hold these cards."""
        found = []
        for card in cards:
            index = self.film.picture.op_of.get(card.split(".")[0])
            event = self.film.events[index] if index is not None else None
            if isinstance(event, e.Made | e.Wrote) and event.grad_fn:
                found.append(event.grad_fn)
        return ", ".join(dict.fromkeys(found))

    def _aliases(self, aliases: Sequence[e.Alias]) -> None:
        """Others on a storage show the new content and what their counter says."""
        for alias in aliases:
            box = self.film.box.get(alias.tensor)
            if box is not None:
                self.film.set(box, "value", self.film.values.add(alias.value))
                self.film.set(box, "version", alias.version)

    def wrote_unseen(self, _index: int, event: e.WroteUnseen) -> None:
        """A write that some counter did not see: cards are blind to it."""
        names = ", ".join(self.film.labels.of(alias.tensor) for alias in event.aliases)
        if event.tensor is None:
            words = say("moment.unseen_found", names=names)
        else:
            through = self.film.labels.of(event.tensor)
            words = say("moment.unseen", names=names, through=through, op=event.op)
        boxes = [self.film.box.get(alias.tensor) for alias in event.aliases]
        self.film.add(event, "wrote_unseen", words, lit=[*boxes, *event.blind], mark="unseen")
        self._aliases(event.aliases)
        for card in event.blind:
            self.film.set(card, "state", "blind")

    def named(self, _index: int, event: e.Named) -> None:
        """A variable is bound."""
        self._names.bound(event)

    def required(self, _index: int, event: e.Required) -> None:
        """requires_grad was switched."""
        box = self.film.box.get(event.tensor)
        if box is not None:
            key = "moment.required" if event.requires_grad else "moment.unrequired"
            words = say(key, name=self.film.labels.of(event.tensor))
            self.film.add(event, "named", words, lit=[box])
            self.film.set(box, "requires_grad", event.requires_grad)

    def retains(self, _index: int, event: e.Retains) -> None:
        """A non-leaf is told to keep its gradient."""
        box = self.film.box.get(event.tensor)
        if box is not None:
            words = say("moment.retains", name=self.film.labels.of(event.tensor))
            self.film.add(event, "retained", words, lit=[box])
            self.film.set(box, "retains", True)

    def cleared(self, _index: int, event: e.Cleared) -> None:
        """A leaf's gradient starts again."""
        box = self.film.box.get(event.tensor)
        if box is not None:
            key = "moment.cleared" if event.grad is None else "moment.zeroed"
            self.film.add(
                event, "cleared", say(key, name=self.film.labels.of(event.tensor)), lit=[box]
            )
            self.film.set(box, "grad", self.film.values.add(event.grad))
            self.film.set(box, "grads", 0)
            self.film.set(box, "wrong", None)

    def grad_mode(self, index: int, event: e.GradMode) -> None:
        """no_grad begins or ends."""
        if index in self._quiet:
            return
        words = say("moment.grad_on" if event.enabled else "moment.grad_off")
        self.film.add(event, "grad_mode", words, mark=None if event.enabled else "no_grad")


def quiet_modes(events: Sequence[Event]) -> set[int]:
    """Return the switches of modes that begin and end within one line, as an optimiser's do."""
    quiet: set[int] = set()
    off: int | None = None
    same = True
    for index, event in enumerate(events):
        begun = events[off] if off is not None else event
        same = same and (event.cell, event.line) == (begun.cell, begun.line)
        if isinstance(event, e.GradMode):
            if not event.enabled:
                off, same = index, True
            elif off is not None and same:
                quiet |= {off, index}
                off = None
    return quiet


FORWARD: dict[type[Event], Any] = {
    e.Created: Forward.created, e.Made: Forward.made, e.Wrote: Forward.wrote,
    e.WroteUnseen: Forward.wrote_unseen, e.Named: Forward.named, e.Required: Forward.required,
    e.Retains: Forward.retains, e.Cleared: Forward.cleared, e.GradMode: Forward.grad_mode,
}  # fmt: skip
