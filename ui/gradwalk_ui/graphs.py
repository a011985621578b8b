"""The graph as it grows and is freed: which nodes there are, what they hold, who reaches them."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gradwalk.trace import events as e


class Graphs:
    """Nodes that live, from event to event."""

    def __init__(self) -> None:
        self.next: dict[str, tuple[str, ...]] = {}  # node -> the nodes that its edges lead to
        self.line: dict[str, int] = {}  # node -> where it was made
        self.saved: dict[str, list[str]] = {}  # node -> the storages of what it holds
        self.history: dict[str, str] = {}  # tensor -> its grad_fn
        self.ran: dict[str, list[int]] = {}  # node -> the backwards that it took part in
        self.begun: list[int] = []  # how many nodes had been made when each backward began
        self.adds: set[str] = set()  # nodes of additions
        self.order: dict[str, int] = {}  # node -> which it is
        self.read: dict[str, str] = {}  # node -> the last node that leads to it
        self._saves: Counter[str] = Counter()  # storage -> how often it is saved

    def saves(self, storage: str) -> bool:
        """Whether some node holds a tensor on a storage."""
        return self._saves[storage] > 0

    def made(self, event: e.Made | e.Wrote) -> None:
        """An op ran."""
        if event.node is None:
            return
        sources = [
            event.inputs[place].tensor
            for place in event.edges
            if place is not None and place < len(event.inputs)
        ]
        nodes = [self.history.get(each or "") for each in sources]
        self.next[event.node] = tuple(dict.fromkeys(node for node in nodes if node is not None))
        self.line[event.node] = event.line
        if event.op.startswith("add"):
            self.adds.add(event.node)
        self.order[event.node] = len(self.order)
        self.read |= dict.fromkeys(self.next[event.node], event.node)
        for output in event.outputs:
            if output.requires_grad:
                self.history[output.tensor] = event.node
        held = [each.storage for each in event.saved]
        if held:
            self.saved[event.node] = held
            self._saves.update(held)

    def emptied(self, node: str) -> list[str]:
        """Let a node hold nothing any more; return the storages of what it held."""
        held = self.saved.pop(node, [])
        self._saves.subtract(held)
        return held

    def gone(self, node: str) -> None:
        """Let a node be no more."""
        self.next.pop(node, None)

    def reach(self, roots: Iterable[str]) -> set[str]:
        """Return the nodes that are reached from others."""
        found = {root for root in roots if root in self.next}
        waiting = list(found)
        while waiting:
            for node in self.next.get(waiting.pop(), ()):
                if node not in found and node in self.next:
                    found.add(node)
                    waiting.append(node)
        return found

    def ways(self, held: Mapping[str, str]) -> dict[str, str]:
        """Return for each node the way to the nearest tensor through which a program holds it."""
        found: dict[str, str] = {}
        waiting: deque[tuple[str, str]] = deque()
        for tensor, way in held.items():
            node = self.history.get(tensor)
            if node is not None:
                waiting.append((node, way))
        while waiting:
            node, way = waiting.popleft()
            if node in found or node not in self.next:
                continue
            found[node] = way
            waiting.extend((each, way) for each in self.next[node])
        return found
