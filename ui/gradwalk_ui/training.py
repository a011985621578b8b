"""Training steps of a program: gradients come to some leaves, then these are written.

A step ends where one of its parameters is updated again, so that two models trained in one loop
have steps in common, and several backwards before one update are one step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from gradwalk.trace import events as e

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.trace.events import Event, Value

    from gradwalk_ui.labels import Labels

FEWEST = 2  # steps that make a training
NEAR = 16  # tensors that are looked at to see whether one was computed from another


@dataclass
class Step:
    """One step, as indices of events: from the first up to, not with, the end."""

    first: int = 0
    end: int = 0
    losses: dict[str, Value] = field(default_factory=dict)  # by name: the last of each
    passes: list[int] = field(default_factory=list)  # where backwards began
    grads: dict[str, Value] = field(default_factory=dict)  # by parameter: .grad when it is updated
    added: bool = False  # whether the first backward found gradients of the step before
    updates: dict[str, int] = field(default_factory=dict)  # parameter: where it is first written
    last: int = 0  # where one is written last


@dataclass
class Training:
    """The steps of a run and the parameters that are trained, in order of appearance."""

    steps: list[Step]
    names: dict[str, str]  # parameter -> what the program calls it
    sizes: dict[str, int]  # and how many elements it has


def training(
    events: Sequence[Event], labels: Labels, scopes: Sequence[e.Scope] = ()
) -> Training | None:
    """Return the training steps of a trace; None where there is no training."""
    finder = Finder(labels, outer_loops(scopes))
    for index, event in enumerate(events):
        finder.hear(index, event)
    steps = [step for step in finder.steps if step.updates]
    if len(steps) < FEWEST:
        return None
    set_bounds(steps, events)
    trained = dict.fromkeys(parameter for step in steps for parameter in step.updates)
    names = {each: finder.names[each] for each in trained}
    return Training(steps, names, {each: finder.sizes[each] for each in trained})


class Finder:
    """Walks through the events and finds steps; a parameter is known by its storage.

    One that is made anew in each step, as `w = (w - lr * w.grad).detach()`, is known by its name.
    """

    def __init__(self, labels: Labels, loops: Sequence[int]) -> None:
        self._labels = labels
        self._loops = loops  # where they begin: no step goes on into another loop
        self._inputs: dict[str, list[str]] = {}  # tensor -> what it was computed from
        self._tracked: set[str] = set()  # tensors with a history
        self._storage: dict[str, str] = {}  # tensor -> storage
        self._made: dict[str, tuple[str | None, Value]] = {}  # node -> its first output
        self._parameter: dict[str, str] = {}  # storage -> parameter
        self._named: dict[str, str] = {}  # variable -> the leaf it was last bound to
        self._grads: dict[str, Value] = {}
        self._added = False  # whether the pass that came after an update found its gradients
        self._open = Step()
        self._waiting: list[tuple[int, str, Value]] = []  # passes since the last update
        self.steps = [self._open]
        self.names: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def hear(self, index: int, event: Event) -> None:
        """Take one event."""
        match event:
            case e.Created():
                self._storage[event.tensor] = event.storage
            case e.Made():
                self._output(event)
            case e.Wrote():
                self._output(event)
                self._written(index, event.storage)
            case e.WroteUnseen():
                self._written(index, event.storage)
            case e.Named():
                self._bound(index, event)
            case e.Began():
                self._began(index, event)
            case e.Accumulated():
                self._gradient(event.tensor, event.before, event.after)
            case e.Captured() if event.leaf is not None and event.grad is not None:
                self._gradient(event.leaf, None, event.grad)

    def _output(self, event: e.Made | e.Wrote) -> None:
        for output in event.outputs:
            self._storage[output.tensor] = output.storage
            if event.node is not None:
                self._tracked.add(output.tensor)
            self._inputs[output.tensor] = [each.tensor for each in event.inputs if each.tensor]
        if event.node is not None and event.outputs:
            self._made[event.node] = (event.outputs[0].tensor, event.outputs[0].value)

    def _began(self, index: int, event: e.Began) -> None:
        """A backward begins: it is about a loss if a gradient comes of it."""
        for node in event.nodes[:1]:
            tensor, value = self._made.get(node or "", (None, None))
            if value is not None:
                self._waiting.append((index, self._labels.of(tensor), value))

    def _gradient(self, leaf: str, before: Value | None, after: Value) -> None:
        """A leaf got a gradient."""
        storage = self._storage.get(leaf, leaf)
        parameter = self._parameter.setdefault(storage, storage)
        if parameter not in self.names:
            self.names[parameter] = self._labels.of(leaf)
            self.sizes[parameter] = prod(after.shape)
        if len(self._waiting) == 1 and parameter in self._open.updates:
            self._added |= before is not None and bool(before.norm)
        self._grads[parameter] = after

    def _bound(self, index: int, event: e.Named) -> None:
        """A variable is bound to a leaf made from the one it was bound to: that parameter anew."""
        old, self._named[event.name] = self._named.get(event.name), event.tensor
        if old is None or old == event.tensor or event.tensor in self._tracked:
            return
        parameter = self._parameter.get(self._storage.get(old, old))
        if parameter is not None and self._from(event.tensor, old):
            self._parameter[self._storage[event.tensor]] = parameter
            self._updated(index, parameter)

    def _from(self, tensor: str, source: str) -> bool:
        """Whether a tensor was computed from another, a few operations ago."""
        found = [tensor]
        for each in found:
            if each == source:
                return True
            if len(found) < NEAR:
                found.extend(self._inputs.get(each, ()))
        return False

    def _looped(self) -> bool:
        """Whether another loop has begun since the last update."""
        begun = self._waiting[0][0]
        return bool(self._open.updates) and any(
            self._open.last < loop <= begun for loop in self._loops
        )

    def _written(self, index: int, storage: str) -> None:
        parameter = self._parameter.get(storage)
        if parameter is not None:
            self._updated(index, parameter)

    def _updated(self, index: int, parameter: str) -> None:
        """A parameter is written: with its gradient it is an update."""
        grad = self._grads.get(parameter)
        if grad is None:
            return
        if self._waiting:
            if parameter in self._open.updates or self._looped():
                self._open = Step(added=self._added)
                self.steps.append(self._open)
            self._added = False
            for began, name, value in self._waiting:
                self._open.passes.append(began)
                self._open.losses[name] = value
            self._waiting = []
        self._open.updates.setdefault(parameter, index)
        self._open.last = index
        self._open.grads.setdefault(parameter, grad)


def outer_loops(scopes: Sequence[e.Scope]) -> list[int]:
    """Return where the loops begin that are in no other loop."""
    found: list[int] = []
    end = 0
    for scope in scopes:
        if scope.kind == "loop" and scope.first >= end:
            found.append(scope.first)
            end = scope.end
    return found


def set_bounds(steps: Sequence[Step], events: Sequence[Event]) -> None:
    """Say where each step begins and ends: where the program jumps back, as loops do.

    Without a jump a step begins right after the update of the one before. The first begins, and
    the last ends, where lines come that are not of the loop.
    """
    for step, after in pairwise(steps):
        step.end = after.first = jump_back(events, step.last, after.passes[0])
    first, last = steps[0], steps[-1]
    lines = {event.line for event in events[steps[1].first : steps[1].passes[0] + 1]}
    first.first = first.passes[0]
    while first.first > 0 and events[first.first - 1].line in lines:
        first.first -= 1
    lines = {event.line for event in events[steps[-2].first : steps[-2].end]}
    last.end = last.last + 1
    while last.end < len(events) and events[last.end].line in lines:
        last.end += 1


def jump_back(events: Sequence[Event], done: int, begun: int) -> int:
    """Return the first event between an update and the next backward on an earlier line."""
    line = events[done].line
    for index in range(done + 1, begun):
        if events[index].line < line:
            return index
    return done + 1
