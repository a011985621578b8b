"""Why a gradient is what it is: the paths from a root of a graph to a tensor, each with its part.

A path's part is the root's gradient taken along it alone, by the nodes' own rules; the parts of
all paths add up to the gradient. All is computed in float64, on what the nodes saved. There may be
more paths than could ever be listed: they are counted and added up node by node, and only the
largest are kept. Of numbers these are the largest there are; of tensors, where more come together
than are kept, the largest that were met on the way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, nlargest
from typing import Any

from gradwalk import dtypes
from gradwalk.array import Array, sum_to, xp
from gradwalk.engine import States, leading_to, states_of
from gradwalk.graph import Edge, Node
from gradwalk.saved import array_of, is_saved
from gradwalk.table import TableNode
from gradwalk.views import CopySlices

MOST = 48  # paths kept at a node of a small graph
LEAST = 3  # and of one that is too large for more
WORK = 4_000  # paths taken over a node, in all, about
SMALL = 16  # elements on a side of a Jacobian that is written out


@dataclass(frozen=True, slots=True)
class Step:
    """One node on a path: which of its outputs the path came in by, which edge it left by."""

    node: Node
    number: int
    index: int
    gradient: Array  # of the input that the edge leads to, along this path


@dataclass(frozen=True, slots=True)
class Path:
    """One way from a root, with its part of the gradient."""

    steps: tuple[Step, ...]  # from the root
    gradient: Array


@dataclass(frozen=True, slots=True)
class Use:
    """One node that reads the tensor itself, with all paths that come through it."""

    node: Node
    index: int
    count: int
    gradient: Array


@dataclass(slots=True)
class Arrived:
    """What has come to one output of a node so far."""

    count: int = 0
    total: Any = None
    best: list[tuple[float, int, Any, Any]] = field(default_factory=list)  # size, tie, part, link


@dataclass(frozen=True, slots=True)
class Paths:
    """All paths to a tensor: how many, the largest of them, and what they add up to."""

    count: int
    largest: tuple[Path, ...]
    uses: tuple[Use, ...]
    total: Array


class Search:
    """Walks once from the roots to the target, in the order of a backward."""

    def __init__(self, roots: Sequence[tuple[Edge, Any]], target: Edge) -> None:
        self.target = target
        self.states: States = states_of([edge for edge, _ in roots])
        self.needed = leading_to({node for node, _ in (target,) if node}, self.states)
        self.most = max(LEAST, min(MOST, WORK // max(1, len(self.needed))))
        self.arrived: dict[Node, dict[int, Arrived]] = {}
        self.uses: list[Use] = []
        self._ties = 0
        for (node, number), seed in roots:
            if node in self.needed:
                part = xp.asarray(seed).astype(dtypes.float64.array)
                self._add(node, number, 1, part, [(0.0, 0, part, None)])

    def run(self) -> Paths | None:
        """Return the paths; None where there is none."""
        for node in self._order():
            if node is not self.target[0]:
                self._pass_on(node)
        end = self.arrived.get(self.target[0], {}).get(self.target[1])  # type: ignore[arg-type]
        if end is None or not end.count:
            return None
        largest = nlargest(self.most, end.best, key=lambda entry: entry[:2])
        found = tuple([Path(steps_of(link), part) for _, _, part, link in largest])
        return Paths(end.count, found, tuple(self.uses), end.total)

    def _order(self) -> list[Node]:
        """The needed nodes, each after all that lead to it."""
        waits = dict.fromkeys(self.needed, 0)
        for node in self.needed:
            for to, _ in node.edges:
                if to in waits:
                    waits[to] += 1
        ready = [(-node.sequence_nr, node) for node, count in waits.items() if not count]
        heapify(ready)
        order = []
        while ready:
            _, node = heappop(ready)
            order.append(node)
            for to, _ in node.edges:
                if to in waits:
                    waits[to] -= 1
                    if not waits[to]:
                        heappush(ready, (-to.sequence_nr, to))
        return order

    def _pass_on(self, node: Node) -> None:
        """Take what has come to a node over each of its edges, path by path and in all."""
        edges = [(i, to, place) for i, (to, place) in enumerate(node.edges) if to in self.needed]
        for number, each in self.arrived.pop(node, {}).items():
            send = self._sender(node, number, edges)
            kept = [(send(part), link) for _, _, part, link in each.best]
            totals = send(each.total) if each.count > len(kept) else None
            for at, (index, to, place) in enumerate(edges):
                parts = [(made[at], link) for made, link in kept if made[at] is not None]
                if not parts:
                    continue
                total = added([part for part, _ in parts]) if totals is None else totals[at]
                entries = [
                    (size_of(part), 0, part, (link, Step(node, number, index, part)))
                    for part, link in parts
                ]
                if (to, place) == self.target:
                    self.uses.append(Use(node, index, each.count, total))
                self._add(to, place, each.count, total, entries)

    def _sender(self, node: Node, number: int, edges: Sequence[Any]) -> Callable[[Any], list[Any]]:
        """Return what makes of an output's gradient those that go over a node's edges."""

        def through(gradient: Any) -> list[Any]:
            made = rules(node, number, gradient)
            return [fitted(made[index], to, place) for index, to, place in edges]

        shape = node.meta[number][0]
        if math.prod(shape) != 1:
            return through
        units = through(xp.ones(shape, dtypes.float64.array))  # the rest is a factor
        return lambda gradient: [None if unit is None else unit * item(gradient) for unit in units]

    def _add(self, node: Any, number: int, count: int, total: Any, entries: list[Any]) -> None:
        """Let some paths arrive; only the largest are kept one by one."""
        here = self.arrived.setdefault(node, {}).setdefault(number, Arrived())
        here.count += count
        here.total = total if here.total is None else here.total + total
        for size, _, part, link in entries:
            self._ties -= 1  # of paths as large as each other the first comes first
            here.best.append((size, self._ties, part, link))
        if len(here.best) > self.most:
            here.best = nlargest(self.most, here.best, key=lambda entry: entry[:2])


def find(roots: Sequence[tuple[Edge, Any]], target: Edge) -> Paths | None:
    """Return the paths from the roots, each with its gradient, to what an edge leads to."""
    return Search(roots, target).run()


def rules(node: Node, number: int, gradient: Any) -> Sequence[Any]:
    """Run a node's rules on the gradient of one of its outputs, in float64 where they can."""
    grads: list[Any] = [None] * len(node.meta)
    inner = node.written if isinstance(node, CopySlices) else node
    if isinstance(inner, TableNode):
        kept, inner.saved = inner.saved, widened(inner)
        try:
            grads[number] = gradient
            return node.run(grads, False)
        except (RuntimeError, TypeError):  # a rule that wants the node's own dtype
            pass
        finally:
            inner.saved = kept
    grads[number] = gradient.astype(node.meta[number][1])
    return node.run(grads, False)


def widened(node: Node) -> tuple[Any, ...]:
    """Return what a node saved, its floating arrays in float64; versions are checked on the way."""
    values = [array_of(item, node) if is_saved(item) else item for item in node.saved]
    return tuple(
        [tuple(map(wide, each)) if isinstance(each, list) else wide(each) for each in values]
    )


def wide(value: Any) -> Any:
    """Return an array in float64, anything else as it is."""
    if getattr(getattr(value, "dtype", None), "kind", "") != "f":
        return value
    return value.astype(dtypes.float64.array)


def fitted(part: Any, to: Any, place: int) -> Any:
    """Return a gradient in the shape that its receiver has."""
    if part is None:
        return None
    shape = to.meta[place][0]
    array = xp.asarray(getattr(part, "_array", part)).astype(dtypes.float64.array)
    return array if array.shape == shape else sum_to(array, shape)


def added(parts: Sequence[Any]) -> Any:
    """Return the sum of some gradients."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def item(array: Any) -> float:
    """Return the one number of an array."""
    return float(array.reshape(-1)[0])


def size_of(part: Any) -> float:
    """Return how large a gradient is; what is not a number comes before all others."""
    if part.size < 2:
        return abs(item(part)) if part.size else 0.0
    size = float(xp.max(xp.abs(part)))
    return math.inf if math.isnan(size) else size


def steps_of(link: Any) -> tuple[Step, ...]:
    """Return a path's steps, from the root."""
    steps = []
    while link is not None:
        link, step = link
        steps.append(step)
    return tuple(reversed(steps))


def jacobian(step: Step) -> list[list[float]] | None:
    """Return the derivatives of a step's output (rows) by its input, where both are small."""
    shape = step.node.meta[step.number][0]
    size = math.prod(shape)
    if not 0 < size <= SMALL or not 0 < step.gradient.size <= SMALL:
        return None
    to, place = step.node.edges[step.index]
    rows = []
    for element in range(size):
        unit = xp.zeros(size, dtypes.float64.array)
        unit[element] = 1.0
        part = rules(step.node, step.number, unit.reshape(shape))[step.index]
        flat = fitted(part, to, place).reshape(-1) if part is not None else step.gradient * 0
        rows.append([float(number) for number in flat.reshape(-1).tolist()])
    return rows
