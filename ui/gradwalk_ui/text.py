"""A trace and a moment as text: for reading, for the golden files, for screen readers.

One event is one line: where, what, and the tensors by name and id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.labels import Labels
from gradwalk_ui.values import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gradwalk.trace.events import Event, Input, Output, Saved, Value

    from gradwalk_ui.program import Run


def trace(run: Run) -> str:
    """Return a run's trace, one event, piece of output or error a line."""
    return "\n".join(lines(run))


def moment(scene: Mapping[str, Any], index: int, catalogue: Mapping[str, str]) -> str:
    """Return a moment of a scene in words: "step 9 of 14, line 7: ..."."""
    row = scene["moments"][index]
    words = row["words"]
    what = catalogue[words["key"]].format(**words["args"])
    step, steps = index + 1, len(scene["moments"])
    place = {"step": step, "steps": steps, "line": row["line"], "words": what}
    return catalogue["moment.said"].format(**place)


def lines(run: Run) -> Iterator[str]:
    """Yield the lines of a run's trace."""
    writer = Writer(Labels(run.trace.events))
    told: list[tuple[int, int, str]] = []
    for piece in run.output:
        if piece.stream != "error":
            text = " ⏎ ".join(piece.text.rstrip("\n").split("\n"))
            told.append((piece.event_index, piece.cell, f"{piece.line:>4}  {piece.stream}: {text}"))
    told += [
        (error.event_index, error.cell, f"{error.line:>4}  {error.type}: {error.text}")
        for error in run.errors
    ]
    told.sort(key=lambda row: row[:2])
    place = 0
    for index, event in enumerate(run.trace.events):
        while place < len(told) and told[place][0] <= index:
            yield told[place][2]
            place += 1
        yield f"{event.line:>4}  {writer.write(event)}"
    for _, _, text in told[place:]:
        yield text


class Writer:
    """Writes events; it knows what tensors and nodes are called."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._nodes: dict[str, str] = {}  # node -> its name

    def write(self, event: Event) -> str:
        """Return an event as text."""
        return WRITERS[type(event)](self, event)

    def _tensor(self, tensor: str | None, version: int | None = None) -> str:
        if tensor is None:
            return "?"
        name = self._labels.of(tensor)
        identity = tensor if version is None else f"{tensor}v{version}"
        return identity if name == tensor else f"{name} ({identity})"

    def _node(self, node: str | None) -> str:
        return f"{self._nodes.get(node or '', '?')} {node}"

    def _input(self, entry: Input) -> str:
        value = entry.text if entry.tensor is None else self._tensor(entry.tensor, entry.version)
        return f"{entry.name}={value}"

    def _output(self, output: Output) -> str:
        return f"{self._tensor(output.tensor, output.version)} = {short(output.value)}"

    def _saved(self, saved: Saved) -> str:
        return f"{saved.name}={self._tensor(saved.tensor, saved.version)}"

    def _history(self, event: e.Made | e.Wrote) -> str:
        if event.node is None:
            return ""
        self._nodes[event.node] = event.grad_fn or ""
        saves = ", ".join(self._saved(saved) for saved in event.saved)
        return f", recorded as {self._node(event.node)}" + (f" saving {saves}" if saves else "")

    def created(self, event: e.Created) -> str:
        """A new tensor."""
        wants = ", requires_grad" if event.requires_grad else ""
        what = f"{self._tensor(event.tensor, event.version)} = {short(event.value)}"
        return f"created {what} on {event.storage}{wants}, by {event.how}"

    def made(self, event: e.Made) -> str:
        """An op that returned."""
        inputs = ", ".join(self._input(entry) for entry in event.inputs)
        outputs = ", ".join(self._output(output) for output in event.outputs)
        shares = "" if event.relation == "new" else f" sharing {event.outputs[0].storage}"
        return f"{event.op}({inputs}) made {outputs}{shares}{self._history(event)}"

    def wrote(self, event: e.Wrote) -> str:
        """An in-place op."""
        inputs = ", ".join(self._input(entry) for entry in event.inputs)
        outputs = ", ".join(self._output(output) for output in event.outputs)
        count = f"{event.storage} v{event.before} -> v{event.after}"
        counter = "" if event.counted else " by a counter of its own"
        stale = f", now stale: {', '.join(event.stale)}" if event.stale else ""
        others = ", ".join(self._tensor(alias.tensor, alias.version) for alias in event.aliases)
        shared = f", shared by {others}" if others else ""
        head = f"{event.op}({inputs}) wrote {outputs}, {count}{counter}"
        return f"{head}{shared}{stale}{self._history(event)}"

    def wrote_unseen(self, event: e.WroteUnseen) -> str:
        """A write no counter saw."""
        names = ", ".join(
            f"{self._tensor(alias.tensor, alias.version)} = {short(alias.value)}"
            for alias in event.aliases
        )
        by = f" by {event.op} through {self._tensor(event.tensor)}" if event.tensor else ""
        blind = f", not noticed: {', '.join(event.blind)}" if event.blind else ""
        return f"UNSEEN write to {event.storage}{by}: {names}{blind}"

    def named(self, event: e.Named) -> str:
        """A variable."""
        return f"{event.name} is {event.tensor}"

    def required(self, event: e.Required) -> str:
        """The switch requires_grad."""
        return f"{self._tensor(event.tensor)} requires_grad = {event.requires_grad}"

    def retains(self, event: e.Retains) -> str:
        """retain_grad()."""
        return f"{self._tensor(event.tensor)} will retain its gradient"

    def cleared(self, event: e.Cleared) -> str:
        """A gradient reset."""
        return f"{self._tensor(event.tensor)}.grad = {self._grad(event.grad)}"

    def grad_mode(self, event: e.GradMode) -> str:
        """no_grad in and out."""
        return f"recording {'on' if event.enabled else 'off'}"

    def _grad(self, value: Value | None) -> str:
        return "None" if value is None else short(value)

    def began(self, event: e.Began) -> str:
        """The start of a pass."""
        roots = ", ".join(
            self._tensor(leaf) if leaf else self._node(node)
            for leaf, node in zip(event.leaves, event.nodes, strict=True)
        )
        return f"backward from {roots} with {', '.join(map(self._grad, event.seeds))}"

    def ran(self, event: e.Ran) -> str:
        """A node's turn."""
        return f"  {self._node(event.node)} takes {', '.join(map(self._grad, event.grads))}"

    def checked(self, event: e.Checked) -> str:
        """A version check."""
        what = f"{event.node}.{event.name} saved at v{event.expected}, now v{event.found}"
        verdict = "REFUSED" if not event.ok else "CHANGED UNSEEN" if event.changed else "ok"
        return f"    checks {what}: {verdict}"

    def sent(self, event: e.Sent) -> str:
        """A gradient on an edge."""
        target = self._tensor(event.leaf) if event.leaf else self._node(event.target)
        total = "" if event.total == event.part else f", together {self._grad(event.total)}"
        waits = f", {event.waiting} more to come" if event.waiting else ""
        return f"    sends {self._grad(event.part)} to {target}{total}{waits}"

    def sent_wrong(self, event: e.SentWrong) -> str:
        """A wrong gradient on its way."""
        return f"    WRONG: true is {short(event.true)}"

    def accumulated(self, event: e.Accumulated) -> str:
        """A leaf's gradient."""
        before = f" (was {short(event.before)})" if event.before is not None else ""
        return f"  {self._tensor(event.tensor)}.grad = {short(event.after)}{before}"

    def retained(self, event: e.Retained) -> str:
        """A non-leaf's gradient."""
        return f"  {self._tensor(event.tensor)} retains {short(event.grad)}"

    def hooked(self, event: e.Hooked) -> str:
        """A hook."""
        where = self._tensor(event.tensor) if event.tensor else self._node(event.node)
        return f"  hook on {where}: {self._grad(event.before)} -> {self._grad(event.after)}"

    def captured(self, event: e.Captured) -> str:
        """A gradient for autograd.grad."""
        where = self._tensor(event.leaf) if event.leaf else self._node(event.node)
        return f"  gradient of {where} handed out: {self._grad(event.grad)}"

    def freed(self, event: e.Freed) -> str:
        """Saved tensors gone."""
        return f"    {self._node(event.node)} frees what it saved"

    def ended(self, _event: e.Ended) -> str:
        """The end of a pass."""
        return "backward ends"

    def silently_wrong(self, event: e.SilentlyWrong) -> str:
        """A wrong gradient that nothing refused."""
        what = f"{self._tensor(event.leaf)}.grad is {short(event.got)}"
        return f"  SILENTLY WRONG: {what}, true is {short(event.true)}"


WRITERS: dict[type[Event], Callable[[Writer, Any], str]] = {
    e.Created: Writer.created, e.Made: Writer.made, e.Wrote: Writer.wrote,
    e.WroteUnseen: Writer.wrote_unseen, e.Named: Writer.named, e.Required: Writer.required,
    e.Retains: Writer.retains, e.Cleared: Writer.cleared, e.GradMode: Writer.grad_mode,
    e.Began: Writer.began, e.Ran: Writer.ran, e.Checked: Writer.checked, e.Sent: Writer.sent,
    e.SentWrong: Writer.sent_wrong, e.Accumulated: Writer.accumulated, e.Retained: Writer.retained,
    e.Hooked: Writer.hooked, e.Captured: Writer.captured, e.Freed: Writer.freed,
    e.Ended: Writer.ended, e.SilentlyWrong: Writer.silently_wrong,
}  # fmt: skip
