"""The recorder's part for a backward: from the engine's steps to events.

The line is looked up once, when the pass begins. The same array comes by in several steps, so a
grab is kept as long as its array is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk import steps as s
from gradwalk.graph import AccumulateGrad
from gradwalk.trace import events as e
from gradwalk.trace.audit import Shadow, raw
from gradwalk.trace.capture import SMALL, Grab, grab

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.trace.known import KnownSaved
    from gradwalk.trace.record import Recorder


class Steps:
    """Puts down the steps of backward passes."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._keeper = recorder.keeper
        self._place = (0, 0)
        self._shadow: Shadow | None = None  # from the first value on that changed unseen
        self._wrong: list[KnownSaved] = []  # saved tensors of the running node, changed unseen
        self._grabs: dict[int, tuple[Any, Grab]] = {}

    def take(self, step: Any) -> None:
        """Put down one step."""
        STEPS[type(step)](self, step)

    def _add(self, event: type[e.Event], *fields: Any) -> None:
        self._recorder.events.append((event, *self._place, *fields))

    def _grab(self, gradient: Any) -> Grab | None:
        """Return the content of a gradient."""
        if gradient is None:
            return None
        array = raw(gradient)
        entry = self._grabs.get(id(array))
        if entry is None or entry[0] is not array:
            entry = self._grabs[id(array)] = array, grab(array)
        return entry[1]

    def _node(self, node: Node | None) -> str | None:
        known = self._keeper.find_node(node)
        if known is None and node is not None and not isinstance(node, AccumulateGrad):
            known = self._keeper.node(node, -1)
        return None if known is None else known.id

    def _leaf(self, node: Node) -> str | None:
        """Return the leaf an AccumulateGrad is of."""
        if not isinstance(node, AccumulateGrad):
            return None
        return self._recorder.seen(node.variable, *self._place).id

    def began(self, step: s.Began) -> None:
        """A pass begins."""
        self._place = self._recorder.locate()
        self._shadow = None
        self._grabs.clear()
        tensors = [self._leaf(edge[0]) if edge[0] else None for edge in step.roots]
        nodes = tuple([self._node(edge[0]) for edge in step.roots])
        seeds = tuple([self._grab(seed) for seed in step.seeds])
        outputs = tuple([edge[1] for edge in step.roots])
        self._add(e.Began, tuple(tensors), nodes, outputs, seeds)

    def ran(self, step: s.Ran) -> None:
        """A node's turn."""
        self._wrong = []
        known = self._keeper.find_node(step.node)
        if known is not None and known.saved:
            self._wrong = self._recorder.audit.silent(known, *self._place)
            if self._wrong and self._shadow is None:
                self._shadow = Shadow()
        if self._shadow is not None:
            self._shadow.ran(step.node, step.grads, self._wrong)
        grads = tuple([self._grab(grad) for grad in step.grads])
        self._add(e.Ran, self._node(step.node), grads)

    def checked(self, step: s.Checked) -> None:
        """A version was compared; numbers have none."""
        if step.expected is None or step.found is None:
            return
        changed = any(saved.name == step.name for saved in self._wrong)
        row = (step.name, step.expected, step.found, step.ok, changed)
        self._add(e.Checked, self._node(step.node), *row)

    def sent(self, step: s.Sent) -> None:
        """A gradient went along an edge."""
        if self._shadow is not None:
            self._shadow.sent(step)
        part = self._grab(step.part)
        total = part if step.total is step.part else self._grab(step.total)
        leaf = self._leaf(step.target)
        target = None if leaf is not None else self._node(step.target)
        row = (step.index, target, leaf, step.input_nr, part, total, step.waiting)
        self._add(e.Sent, self._node(step.node), *row)

    def accumulated(self, step: s.Accumulated) -> None:
        """A leaf's gradient was set or added to."""
        leaf = self._recorder.seen(step.tensor, *self._place).id
        gradient = step.tensor._grad
        if gradient is not None:
            self._keeper.is_gradient(gradient, leaf)
        before = None if step.before is None else kept(step.before)
        after = kept(step.after)
        self._add(e.Accumulated, leaf, before, after)
        found = None
        if self._shadow is not None:
            found = self._shadow.accumulated(step.node, step.before, step.after)
        if found is not None:
            saved, true = found
            events = (saved.node.event, saved.blind)
            self._add(e.SilentlyWrong, saved.node.id, saved.name, leaf, after, true, *events)

    def retained(self, step: s.Retained) -> None:
        """A non-leaf keeps its gradient."""
        tensor = self._recorder.seen(step.tensor, *self._place).id
        if step.tensor._grad is not None:
            self._keeper.is_gradient(step.tensor._grad, tensor)
        self._add(e.Retained, tensor, self._grab(step.grad))

    def hooked(self, step: s.Hooked) -> None:
        """A hook ran."""
        before, after = self._grab(step.before), self._grab(step.after)
        self._add(e.Hooked, self._leaf(step.node), self._node(step.node), before, after)

    def captured(self, step: s.Captured) -> None:
        """autograd.grad took a gradient."""
        row = (self._leaf(step.node), self._node(step.node), step.input_nr)
        self._add(e.Captured, *row, self._grab(step.grad))

    def freed(self, step: s.Freed) -> None:
        """A node dropped what it had saved."""
        known = self._keeper.find_node(step.node)
        if known is not None:
            known.forget()
            self._add(e.Freed, known.id)

    def ended(self, _step: s.Ended) -> None:
        """The pass is over."""
        self._add(e.Ended)
        self._grabs.clear()


def kept(array: Any) -> Grab:
    """Return the content of an array that the engine copied for the step."""
    return Grab(array) if array.size <= SMALL else grab(array)


STEPS: dict[type[Any], Any] = {
    s.Began: Steps.began,
    s.Ran: Steps.ran,
    s.Checked: Steps.checked,
    s.Sent: Steps.sent,
    s.Accumulated: Steps.accumulated,
    s.Retained: Steps.retained,
    s.Hooked: Steps.hooked,
    s.Captured: Steps.captured,
    s.Freed: Steps.freed,
    s.Ended: Steps.ended,
}
