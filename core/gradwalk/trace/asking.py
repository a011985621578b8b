"""A recorder that looks for the paths of a gradient when a backward begins.

That is when the graph stands whole, and what its nodes saved is still there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, paths
from gradwalk.array import xp
from gradwalk.engine import states_of
from gradwalk.graph import AccumulateGrad
from gradwalk.trace import events as e
from gradwalk.trace.audit import raw
from gradwalk.trace.record import Recorder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.graph import Edge, Node

LISTED = 12  # paths whose Jacobians are worked out


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is about: a tensor, and what its gradient is of."""

    tensor: str
    version: int
    result: tuple[str, int] | None  # in place of the roots
    passes: int  # which backward, from 1


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of a path, in the trace's ids."""

    node: str | None  # None where the trace does not have it
    index: int  # which of the node's edges
    number: int  # which of its outputs
    gradient: Any
    jacobian: list[list[float]] | None
    name: str  # of the node


@dataclass(frozen=True, slots=True)
class Way:
    """A path, in the trace's ids."""

    turns: tuple[Turn, ...]
    gradient: Any


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of the paths to a tensor."""

    began: int  # the event
    seeds: tuple[Any, ...]  # what the paths begin with
    count: int
    ways: tuple[Way, ...]
    uses: tuple[tuple[Turn, int], ...]  # the last step of paths, and how many come by it
    total: Any
    hooked: bool  # whether a hook may change a gradient on the way


class AskingRecorder(Recorder):
    """Records, and answers one question about paths."""

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._passes = 0
        self.found: Found | None = None
        self.refused: str | None = None  # the text of an error on the way
        self.began = self._begins

    def _begins(self, roots: Sequence[Edge], seeds: Sequence[Any], lent: bool) -> Any:
        took = self.steps.began(roots, seeds, lent)
        self._passes += 1
        if self._passes == self._asked.passes:
            try:
                self._look_at(roots, seeds)
            except (RuntimeError, TypeError, ValueError) as error:  # a version that does not fit
                self.refused = str(error)
        return took

    def _look_at(self, roots: Sequence[Edge], seeds: Sequence[Any]) -> None:
        """Look for the paths; the trace has them by the ids it gives until now."""
        began = self.index(self.mark()) - 1
        states = states_of(roots)
        ids = {number: known.id for number, known in self._replay._nodes.items()}
        nodes = {ids.get(node.sequence_nr): node for node in states if node.sequence_nr in ids}
        asked = self._asked
        target = self._edge(nodes, states, asked.tensor, asked.version)
        starts: list[tuple[Edge, Any]] = [
            (root, raw(seed)) for root, seed in zip(roots, seeds, strict=True) if seed is not None
        ]
        if asked.result is not None:
            start = self._edge(nodes, states, *asked.result)
            if start is None or start[0] is None:
                return
            starts = [(start, xp.ones(start[0].meta[start[1]][0], dtypes.float64.array))]
        found = None if target is None else paths.find(starts, target)
        if found is None:
            return
        ways = [self._way(path, ids, number < LISTED) for number, path in enumerate(found.largest)]
        uses = [(self._turn(use, ids), use.count) for use in found.uses]
        hooked = any(node.extra is not None for node in states)
        begin = tuple([xp.asarray(seed) for _, seed in starts])
        self.found = Found(began, begin, found.count, tuple(ways), tuple(uses), found.total, hooked)

    def _edge(
        self, nodes: dict[str | None, Node], states: Any, tensor: str, version: int
    ) -> Edge | None:
        """Return the edge that leads to a tensor of the trace."""
        for node in states:
            if isinstance(node, AccumulateGrad):
                key = self.keeper.key(node.variable)
                if key and self._replay.tensor_ids().get(key) == tensor:
                    return (node, 0)
        for event in reversed(self._replay.events):
            if isinstance(event, e.Made | e.Wrote) and event.node in nodes:
                for output in event.outputs:
                    if (output.tensor, output.version) == (tensor, version):
                        return (nodes[event.node], output.number)
        return None

    def _way(self, path: paths.Path, ids: dict[int, str], listed: bool) -> Way:
        turns = [self._turn(step, ids, listed) for step in path.steps]
        return Way(tuple(turns), path.gradient)

    def _turn(self, step: Any, ids: dict[int, str], listed: bool = False) -> Turn:
        node = step.node
        jacobian = paths.jacobian(step) if listed else None
        number = getattr(step, "number", 0)
        name = node.name().rpartition("::")[2]
        known = ids.get(node.sequence_nr)
        return Turn(known, step.index, number, step.gradient, jacobian, name)
