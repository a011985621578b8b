"""The recorder's part for a backward: from the engine's steps to events.

The line is looked up once, when the pass begins. The same array comes by in several steps and is
copied once.
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
        self._append = recorder.events.append
        self._cell = self._line = 0
        self._shadow: Shadow | None = None  # from the first value on that changed unseen
        self._wrong: list[KnownSaved] = []  # saved tensors of the running node, changed unseen
        self._grabs: dict[int, tuple[Any, Grab]] = {}

    def take(self, step: Any) -> None:
        """Put down one step."""
        STEPS[step.__class__](self, step)

    def _grab(self, gradient: Any) -> Grab | None:
        """Return the content of a gradient."""
        if gradient is None:
            return None
        array = raw(gradient)
        entry = self._grabs.get(id(array))
        if entry is None or entry[0] is not array:
            entry = self._grabs[id(array)] = array, grab(array)
        return entry[1]

    def _node(self, node: Node) -> str:
        known = self._keeper.find_node(node)
        if known is None:
            known = self._keeper.node(node, -1)
        return known.id

    def _leaf(self, node: Node) -> str | None:
        """Return the leaf an AccumulateGrad is of."""
        if not isinstance(node, AccumulateGrad):
            return None
        return self._recorder.seen(node.variable, self._cell, self._line).id

    def began(self, step: s.Began) -> None:
        """A pass begins."""
        self._cell, self._line = self._recorder.locate()
        self._shadow = None
        self._wrong = []
        self._grabs.clear()
        nodes = [edge[0] for edge in step.roots if edge[0] is not None]
        leaves = tuple([self._leaf(node) for node in nodes])
        pairs = zip(nodes, leaves, strict=True)
        names = tuple([None if leaf else self._node(node) for node, leaf in pairs])
        numbers = tuple([edge[1] for edge in step.roots])
        seeds = tuple([self._grab(seed) for seed in step.seeds])
        self._append((e.Began, self._cell, self._line, leaves, names, numbers, seeds))

    def ran(self, step: s.Ran) -> None:
        """A node's turn."""
        node = step.node
        if self._recorder.audit.exposed:
            known = self._keeper.find_node(node)
            self._wrong = []
            if known is not None and known.saved:
                self._wrong = self._recorder.audit.silent(known, self._cell, self._line)
                if self._wrong and self._shadow is None:
                    self._shadow = Shadow()
            if self._shadow is not None:
                self._shadow.ran(node, step.grads, self._wrong)
        grads = tuple([self._grab(grad) for grad in step.grads])
        self._append((e.Ran, self._cell, self._line, self._node(node), grads))

    def checked(self, step: s.Checked) -> None:
        """A version was compared; numbers have none."""
        found = step.found
        if found is None:
            return
        changed = bool(self._wrong) and step.name in [saved.name for saved in self._wrong]
        row = (self._node(step.node), step.name, step.expected, found, step.ok, changed)
        self._append((e.Checked, self._cell, self._line, *row))

    def sent(self, step: s.Sent) -> None:
        """A gradient went along an edge."""
        if self._shadow is not None:
            self._shadow.sent(step)
        part = self._grab(step.part)
        total = part if step.total is step.part else self._grab(step.total)
        leaf = self._leaf(step.target)
        target = None if leaf is not None else self._node(step.target)
        row = (step.index, target, leaf, step.input_nr, part, total, step.waiting)
        self._append((e.Sent, self._cell, self._line, self._node(step.node), *row))

    def accumulated(self, step: s.Accumulated) -> None:
        """A leaf's gradient was set or added to."""
        leaf = self._recorder.seen(step.tensor, self._cell, self._line).id
        gradient = step.tensor._grad
        if gradient is not None:
            self._keeper.is_gradient(gradient, leaf)
        before = None if step.before is None else kept(step.before)
        after = kept(step.after)
        self._append((e.Accumulated, self._cell, self._line, leaf, before, after))
        if self._shadow is not None:
            found = self._shadow.accumulated(step.node, step.before, step.after)
            if found is not None:
                saved, true = found
                row = (saved.node.id, saved.name, leaf, after, true)
                events = (saved.node.event, saved.blind)
                self._append((e.SilentlyWrong, self._cell, self._line, *row, *events))

    def retained(self, step: s.Retained) -> None:
        """A non-leaf keeps its gradient."""
        tensor = self._recorder.seen(step.tensor, self._cell, self._line).id
        if step.tensor._grad is not None:
            self._keeper.is_gradient(step.tensor._grad, tensor)
        self._append((e.Retained, self._cell, self._line, tensor, self._grab(step.grad)))

    def hooked(self, step: s.Hooked) -> None:
        """A hook ran."""
        leaf = self._leaf(step.node)
        node = None if leaf is not None else self._node(step.node)
        row = (leaf, node, self._grab(step.before), self._grab(step.after))
        self._append((e.Hooked, self._cell, self._line, *row))

    def captured(self, step: s.Captured) -> None:
        """autograd.grad took a gradient."""
        leaf = self._leaf(step.node)
        node = None if leaf is not None else self._node(step.node)
        row = (leaf, node, step.input_nr, self._grab(step.grad))
        self._append((e.Captured, self._cell, self._line, *row))

    def freed(self, step: s.Freed) -> None:
        """A node dropped what it had saved."""
        known = self._keeper.find_node(step.node)
        if known is not None:
            known.forget()
            self._append((e.Freed, self._cell, self._line, known.id))

    def ended(self, _step: s.Ended) -> None:
        """The pass is over."""
        self._append((e.Ended, self._cell, self._line))
        self._grabs.clear()


def kept(array: Any) -> Grab:
    """Return the content of an array that the engine copied for the step."""
    return array if array.size <= SMALL else grab(array)


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
