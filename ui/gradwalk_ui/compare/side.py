"""One of the two scenes, with its ids as they are in the scene of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Scene = dict[str, Any]
Row = dict[str, Any]


@dataclass
class Side:
    """A scene, which of the two it is, and the row of the merged text that each line of it is."""

    letter: str  # "a" or "b"
    scene: Scene
    rows: list[int]  # by line; the first is for line 0, which is none
    nodes: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        self.nodes = {node["id"]: node for node in self.scene["nodes"]}

    def id(self, identity: str | None) -> str | None:
        """Return an id of this scene as the scene of both has it."""
        return None if identity is None else f"{self.letter}:{identity}"

    def ids(self, identities: list[str]) -> list[str]:
        """Return several."""
        return [f"{self.letter}:{identity}" for identity in identities]

    def row(self, line: Any) -> int:
        """Return the merged text's line for one of this program's."""
        return self.rows[line] if isinstance(line, int) and 0 < line < len(self.rows) else 0

    def name(self, node: Row) -> str:
        """Return what to call a node in words."""
        if node["kind"] == "saved":
            return str(node["name"])
        names = self.scene["changes"].get(node["id"], {}).get("names", [])
        for _, bound in names:
            if bound:
                return str(bound[0])
        maker = self.nodes.get(node["made_by"] or "")
        return f"{maker['op']}(…)" if maker else str(node["tensor"])

    def saver(self, card: Row) -> str:
        """Return the grad_fn of the op that a card hangs on."""
        return str(self.nodes[card["op"]]["grad_fn"])
