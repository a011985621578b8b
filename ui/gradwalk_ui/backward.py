"""The film's part for a backward pass: gradients travel against the edges.

A gradient sits on the edge it came along until the next pass begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.film import say
from gradwalk_ui.picture import gradient
from gradwalk_ui.values import short

if TYPE_CHECKING:
    from gradwalk.trace.events import Event, Value

    from gradwalk_ui.film import Film
    from gradwalk_ui.picture import Drawn


class Backward:
    """Plays the events of backward passes into a film."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self._touched: list[str] = []  # edges and ops of the newest pass
        self._freed: list[str] = []  # ops whose saved tensors went
        self._wrong: list[str] = []  # boxes that a wrong gradient came past

    def play(self, index: int, event: Event) -> None:
        """Add the moments of one event."""
        BACKWARD[type(event)](self, index, event)

    def _drawn(self, node: str | None) -> tuple[e.Made | e.Wrote | None, Drawn | None]:
        """Return the event that made a node, and its parts of the picture."""
        index = self.film.picture.op_of.get(node) if node else None
        if index is None:
            return None, None
        event = self.film.event(index)
        assert isinstance(event, e.Made | e.Wrote)
        return event, self.film.picture.drawn[index]

    def _output(self, node: str | None, number: int) -> str | None:
        """Return the box of one of a node's outputs."""
        _, drawn = self._drawn(node)
        return drawn.boxes[number] if drawn is not None and number < len(drawn.boxes) else None

    def _words(self, key: str, node: str | None, **args: Any) -> dict[str, Any]:
        """Return words about a node, by its grad_fn's name."""
        event, _ = self._drawn(node)
        name = event.grad_fn if event is not None and event.grad_fn else node
        return say(key, node=name, **args)

    def _color(self, edge: str | None, value: Value | None, kind: str | None = None) -> None:
        """Let a gradient rest on an edge."""
        if edge is None:
            return
        looks = gradient(value) | ({"kind": kind} if kind else {})
        self.film.set(edge, "gradient", {"value": self.film.values.add(value), **looks})
        self._touched.append(edge)

    def began(self, _index: int, event: e.Began) -> None:
        """A pass begins; what the last one left on the edges goes."""
        film = self.film
        film.phase = "backward"
        film.failed_check = None
        seeds = ", ".join(short(seed) for seed in event.seeds if seed is not None)
        boxes = [
            film.box.get(leaf) if leaf else self._output(node, number)
            for leaf, node, number in zip(event.leaves, event.nodes, event.numbers, strict=True)
        ]
        names = [film.labels.of(film.picture.nodes[box]["tensor"]) for box in boxes if box]
        words = say("moment.began", name=", ".join(names), seed=seeds)
        film.add(event, "began", words, lit=boxes, mark="backward")
        for identity in dict.fromkeys(self._touched):
            if identity in film.picture.edges:
                film.set(identity, "gradient", None)
            else:
                film.set(identity, "incoming", None)
                if film.changes.now(identity, "state") != "freed":
                    film.set(identity, "state", "idle")
        for box in self._wrong:
            film.set(box, "wrong", None)
        self._touched, self._freed, self._wrong = [], [], []

    def ran(self, _index: int, event: e.Ran) -> None:
        """A node's turn: it takes the gradient that came in."""
        film = self.film
        _, drawn = self._drawn(event.node)
        value = next((grad for grad in event.grads if grad is not None), None)
        text = short(value) if value is not None else "None"
        moves = []
        if drawn is not None:
            for edge, grad in zip(drawn.edges_out, event.grads, strict=False):
                moves += film.move(edge, grad, back=True)
        lit = [drawn.op, *drawn.boxes] if drawn is not None else []
        self._end_op()
        words = self._words("moment.ran", event.node, grad=text)
        film.add(event, "ran", words, grain="sub", lit=lit, moves=moves)
        if drawn is None or drawn.op is None:
            return
        film.set(drawn.op, "state", "running")
        film.set(drawn.op, "incoming", film.values.add(value))
        self._touched.append(drawn.op)
        for edge, grad in zip(drawn.edges_out, event.grads, strict=False):
            self._color(edge, grad)

    def _end_op(self) -> None:
        """The last sub-step of a node ends a step by op."""
        if self.film.moments[-1]["grain"] == "sub":
            self.film.moments[-1]["grain"] = "op"

    def checked(self, index: int, event: e.Checked) -> None:
        """A saved tensor's version is compared with its storage's."""
        film = self.film
        if film.coarse and event.ok and not event.changed:
            return
        made, drawn = self._drawn(event.node)
        card: str | None = f"{event.node}.{event.name}"
        if card not in film.picture.nodes:
            card = None  # a copy the op made for itself, which nobody else can write
        saved = next((s for s in made.saved if s.name == event.name), None) if made else None
        name = film.labels.of(saved.tensor) if saved else event.name
        key = "moment.checked" if event.ok else "moment.check_failed"
        if event.changed:
            key = "moment.checked_blind"
        args = {"name": name, "expected": event.expected, "found": event.found}
        words = self._words(key, event.node, **args)
        lit = [drawn.op if drawn else None, card]
        mark = None if event.ok else "check_failed"
        film.add(event, "checked", words, grain="sub", lit=lit, mark=mark)
        if drawn is None or drawn.op is None:
            return
        if card is not None:
            state = "failed" if not event.ok else "blind" if event.changed else "ok"
            film.set(card, "now", event.found)
            film.set(card, "state", state)
        if not event.ok:
            film.failed_check = film.failed_check or event
            film.set(drawn.op, "state", "failed")
            for edge in drawn.edges_out:
                value = film.changes.now(edge, "gradient")
                if value is not None:
                    film.set(edge, "gradient", value | {"kind": "refused"})

    def sent(self, _index: int, event: e.Sent) -> None:
        """A node hands a gradient on; where paths meet the sum is shown."""
        film = self.film
        made, drawn = self._drawn(event.node)
        edge = box = None
        place = made.edges[event.edge] if made is not None else None
        if drawn is not None and place is not None:
            edge, box = drawn.edges_in[place], drawn.inputs[place]
        name = film.labels.of(film.picture.nodes[box]["tensor"]) if box else "?"
        words = self._sending(event, name)
        moves = film.move(edge, event.part, back=True)
        lit = [drawn.op if drawn else None, box]
        film.add(event, "sent", words, grain="sub", lit=lit, moves=moves)
        if drawn is not None and drawn.op is not None:
            film.set(drawn.op, "state", "done")
            self._color(edge, event.part)

    def sent_wrong(self, _index: int, event: e.SentWrong) -> None:
        """What was just sent is wrong: so it says on its edge, and where it came."""
        film = self.film
        made, drawn = self._drawn(event.node)
        place = made.edges[event.edge] if made is not None else None
        if drawn is None or place is None:
            return
        edge, box = drawn.edges_in[place], drawn.inputs[place]
        true = film.values.add(event.true)
        if edge is not None:
            film.set(edge, "gradient", film.changes.now(edge, "gradient") | {"true": true})
        if box is None:
            return
        node = film.picture.nodes[box]
        args = {"name": film.labels.of(node["tensor"]), "true": short(event.true)}
        args["part"] = short(event.part) if event.part is not None else "None"
        film.moments[-1]["words"] = self._words("moment.sent_wrong", event.node, **args)
        if not node["leaf"]:
            got = film.values.add(event.part)
            film.set(box, "wrong", {"true": film.values.add(event.total), "got": got})
            self._wrong.append(box)

    def _sending(self, event: e.Sent, name: str) -> dict[str, Any]:
        """Return words for a gradient on its way."""
        if event.part is None:
            return self._words("moment.sent_none", event.node, name=name)
        args: dict[str, Any] = {"name": name, "part": short(event.part)}
        if event.total is not None and event.total != event.part:
            args["total"] = short(event.total)
            return self._words("moment.sent_sum", event.node, **args)
        if event.waiting:
            return self._words("moment.sent_waits", event.node, count=event.waiting, **args)
        return self._words("moment.sent", event.node, **args)

    def accumulated(self, _index: int, event: e.Accumulated) -> None:
        """A gradient is added to a leaf's .grad."""
        film = self.film
        box = film.box.get(event.tensor)
        name = film.labels.of(event.tensor)
        again = event.before is not None
        words = say("moment.accumulated", name=name, after=short(event.after))
        if event.before is not None:
            words = say("moment.accumulated_again", **words["args"], before=short(event.before))
        mark = "again" if again else "accumulated"
        film.add(event, "accumulated", words, lit=[box], mark=mark)
        if box is not None:
            film.set(box, "grad", film.values.add(event.after))
            film.set(box, "grads", film.changes.now(box, "grads", 0) + 1)

    def retained(self, _index: int, event: e.Retained) -> None:
        """A non-leaf keeps its gradient."""
        film = self.film
        box = film.box.get(event.tensor)
        words = say("moment.retained", name=film.labels.of(event.tensor), grad=short(event.grad))
        film.add(event, "retained", words, grain="sub", lit=[box])
        if box is not None:
            film.set(box, "grad", film.values.add(event.grad))

    def hooked(self, _index: int, event: e.Hooked) -> None:
        """A hook looks at a gradient or replaces it."""
        film = self.film
        box = film.box.get(event.tensor) if event.tensor else None
        _, drawn = self._drawn(event.node)
        after = short(event.after) if event.after is not None else "None"
        name = film.labels.of(event.tensor) if event.tensor else ""
        words = say("moment.hooked", name=name, grad=after)
        lit = [box, drawn.op if drawn else None]
        film.add(event, "hooked", words, grain="sub", lit=lit)

    def captured(self, _index: int, event: e.Captured) -> None:
        """autograd.grad hands a gradient to the program."""
        film = self.film
        box = film.box.get(event.leaf) if event.leaf else self._output(event.node, event.number)
        name = film.labels.of(film.picture.nodes[box]["tensor"]) if box else "?"
        grad = short(event.grad) if event.grad is not None else "None"
        words = say("moment.captured", name=name, grad=grad)
        film.add(event, "captured", words, lit=[box])

    def freed(self, _index: int, event: e.Freed) -> None:
        """What a node saved is gone; this belongs to the node's last moment."""
        film = self.film
        made, drawn = self._drawn(event.node)
        if made is None or drawn is None or drawn.op is None or not made.saved:
            return
        self._freed.append(drawn.op)
        for card in drawn.cards:
            film.set(card, "state", "freed")

    def ended(self, _index: int, event: e.Ended) -> None:
        """The pass is over; nodes whose saved tensors went cannot run again."""
        film = self.film
        self._end_op()
        words = say("moment.ended_freed" if self._freed else "moment.ended")
        mark = "freed" if self._freed else None
        film.add(event, "ended", words, lit=self._freed, mark=mark)
        for op in self._freed:
            film.set(op, "state", "freed")
        film.phase = "forward"

    def silently_wrong(self, _index: int, event: e.SilentlyWrong) -> None:
        """The gradient just accumulated is not the derivative; the moment says so."""
        film = self.film
        box = film.box.get(event.leaf)
        args = {"got": short(event.got), "true": short(event.true)}
        words = say("moment.wrong", name=film.labels.of(event.leaf), **args)
        film.moments[-1] |= {"mark": "wrong", "words": words}
        if box is not None:
            film.set(box, "wrong", {"true": film.values.add(event.true)})


BACKWARD: dict[type[Event], Any] = {
    e.Began: Backward.began, e.Ran: Backward.ran, e.Checked: Backward.checked,
    e.Sent: Backward.sent, e.SentWrong: Backward.sent_wrong, e.Accumulated: Backward.accumulated,
    e.Retained: Backward.retained, e.Hooked: Backward.hooked, e.Captured: Backward.captured,
    e.Freed: Backward.freed, e.Ended: Backward.ended, e.SilentlyWrong: Backward.silently_wrong,
}  # fmt: skip
