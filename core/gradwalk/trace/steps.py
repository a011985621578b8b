"""The recorder's part for a backward: from the engine's steps to events.

The line is looked up once, when the pass begins. The same array comes by in several steps and is
copied once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk import steps as s
from gradwalk.array import ndarray
from gradwalk.graph import AccumulateGrad
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import events as e
from gradwalk.trace.audit import Shadow
from gradwalk.trace.capture import SMALL, Grab, grab

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.trace.known import KnownNode, KnownSaved, KnownTensor
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
        self._grabs: dict[int, tuple[Any, Grab]] = {}  # by id of the array
        self._copies = True  # whether the program may write what comes by
        self._taking = {kind: getattr(self, name) for kind, name in STEPS.items()}

    def take(self, step: Any) -> None:
        """Put down one step."""
        self._taking[step.__class__](step)

    def _grab(self, gradient: Any) -> Grab | None:
        """Return the content of a gradient.

        The engine never writes into one, so a small one is kept as it is, unless the program
        gets hold of it.
        """
        if gradient is None:
            return None
        if not self._copies and gradient.size <= SMALL:
            return gradient
        array = gradient._array if isinstance(gradient, TensorBase) else gradient
        entry = self._grabs.get(id(array))
        if entry is not None and entry[0] is array:
            return entry[1]
        grabbed = grab(array)
        self._grabs[id(array)] = array, grabbed
        return grabbed

    def _node(self, node: Node) -> str:
        try:
            known: KnownNode = node.known
        except AttributeError:
            known = self._keeper.node(node, -1)
        return known.id if known.keeper is self._keeper else self._keeper.node(node, -1).id

    def _leaf(self, node: AccumulateGrad) -> str:
        """Return the leaf an AccumulateGrad is of."""
        known: KnownTensor | None = node.variable._known
        if known is None or known.keeper is not self._keeper:
            known = self._recorder.seen(node.variable, self._cell, self._line)
        return known.id

    def _place(self, node: Node) -> tuple[str | None, str | None]:
        """Return the leaf, or the node, that a gradient is for."""
        if isinstance(node, AccumulateGrad):
            return self._leaf(node), None
        return None, self._node(node)

    def began(self, step: s.Began) -> None:
        """A pass begins."""
        self._cell, self._line = self._recorder.locate()
        self._shadow = None
        self._wrong = []
        self._grabs.clear()
        self._copies = True
        seeds = tuple([self._grab(seed) for seed in step.seeds])
        self._copies = step.lent or any(seed.__class__ is ndarray for seed in step.seeds)
        leaves: list[str | None] = []
        names: list[str | None] = []
        for node, _ in step.roots:
            leaf = isinstance(node, AccumulateGrad)
            leaves.append(self._leaf(node) if isinstance(node, AccumulateGrad) else None)
            names.append(None if leaf or node is None else self._node(node))
        numbers = tuple([edge[1] for edge in step.roots])
        row = (tuple(leaves), tuple(names), numbers, seeds)
        self._append((e.Began, self._cell, self._line, *row))

    def ran(self, step: s.Ran) -> None:
        """A node's turn."""
        node = step.node
        if self._recorder.audit.exposed:
            known = self._keeper.find_node(node)
            self._wrong = []
            if known is not None and known.contents is not None:
                self._wrong = self._recorder.audit.silent(known, self._cell, self._line)
                if self._wrong and self._shadow is None:
                    self._shadow = Shadow()
            if self._shadow is not None:
                self._shadow.ran(node, step.grads, self._wrong)
        grads: tuple[Grab, ...]
        if len(step.grads) == 1:
            grads = (self._grab(step.grads[0]),)
        else:
            grads = tuple([self._grab(grad) for grad in step.grads])
        self._append((e.Ran, self._cell, self._line, self._node(node), grads))

    def checked(self, step: s.Checked) -> None:
        """A version was compared; numbers have none."""
        found = step.found
        if found is None:
            return
        changed = bool(self._wrong) and step.name in [saved.name for saved in self._wrong]
        what = self._node(step.node), step.name, step.expected, found, step.ok, changed
        self._append((e.Checked, self._cell, self._line, *what))

    def sent(self, step: s.Sent) -> None:
        """A gradient went along an edge."""
        if self._shadow is not None:
            self._shadow.sent(step)
        part = self._grab(step.part)
        total = part if step.total is step.part else self._grab(step.total)
        target = leaf = None
        if step.target.__class__ is AccumulateGrad:
            leaf = self._leaf(step.target)
        else:
            target = self._node(step.target)
        edge = self._node(step.node), step.index, target, leaf, step.input_nr
        self._append((e.Sent, self._cell, self._line, *edge, part, total, step.waiting))

    def accumulated(self, step: s.Accumulated) -> None:
        """A leaf's gradient was set or added to."""
        leaf = self._recorder.seen(step.tensor, self._cell, self._line).id
        gradient = step.tensor._grad
        if gradient is not None:
            self._keeper.is_gradient(gradient, leaf)
        before = None if step.before is None else kept(step.before)
        after = kept(step.after)
        self._append((e.Accumulated, self._cell, self._line, leaf, before, after))
        self._compare(step.node, leaf, step.before, step.after, after)

    def _compare(self, node: Node, leaf: str, before: Any, after: Any, got: Grab) -> None:
        """Tell of a gradient that a leaf got and that is not the derivative."""
        found = None if self._shadow is None else self._shadow.accumulated(node, before, after)
        if found is not None:
            saved, true = found
            row = (saved.node.id, saved.name, leaf, got, true, saved.node.event, saved.blind)
            self._append((e.SilentlyWrong, self._cell, self._line, *row))

    def retained(self, step: s.Retained) -> None:
        """A non-leaf keeps its gradient."""
        tensor = self._recorder.seen(step.tensor, self._cell, self._line).id
        if step.tensor._grad is not None:
            self._keeper.is_gradient(step.tensor._grad, tensor)
        self._append((e.Retained, self._cell, self._line, tensor, self._grab(step.grad)))

    def hooked(self, step: s.Hooked) -> None:
        """A hook ran."""
        leaf, node = self._place(step.node)
        row = (leaf, node, self._grab(step.before), self._grab(step.after))
        self._append((e.Hooked, self._cell, self._line, *row))

    def captured(self, step: s.Captured) -> None:
        """autograd.grad took a gradient."""
        leaf, node = self._place(step.node)
        grad = self._grab(step.grad)
        self._append((e.Captured, self._cell, self._line, leaf, node, step.input_nr, grad))
        if leaf is not None and grad is not None:
            self._compare(step.node, leaf, None, step.grad, grad)

    def freed(self, step: s.Freed) -> None:
        """A node dropped what it had saved."""
        known = self._keeper.find_node(step.node)
        if known is not None:
            known.freed = True
            known.contents = None
            self._append((e.Freed, self._cell, self._line, known.id))

    def ended(self, _step: s.Ended) -> None:
        """The pass is over."""
        self._append((e.Ended, self._cell, self._line))
        self._grabs.clear()


def kept(array: Any) -> Grab:
    """Return the content of an array that the engine copied for the step."""
    return array if array.size <= SMALL else grab(array)


STEPS: dict[type[Any], str] = {
    s.Began: "began",
    s.Ran: "ran",
    s.Checked: "checked",
    s.Sent: "sent",
    s.Accumulated: "accumulated",
    s.Retained: "retained",
    s.Hooked: "hooked",
    s.Captured: "captured",
    s.Freed: "freed",
    s.Ended: "ended",
}
