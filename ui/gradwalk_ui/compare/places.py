"""Where everything is: both graphs are laid out as one, so that what is in both is in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gradwalk_ui import layout

if TYPE_CHECKING:
    from gradwalk_ui.compare.match import Pairs
    from gradwalk_ui.compare.side import Row, Side

HEAD = 40.0  # pixels above each picture, for its name
GAP = 110.0  # between the two


@dataclass(frozen=True, slots=True)
class Places:
    """By the ids of the scene of both: what is to be put into each node and edge."""

    nodes: dict[str, Row]
    paths: dict[str, list[list[float]]]
    size: dict[str, float]
    half: dict[str, float]  # how far B's picture lies from A's: at its right, or below it


def arrange(a: Side, b: Side, pairs: Pairs) -> Places:
    """Return the places of all."""
    names = {f"b:{right}": f"a:{left}" for left, right in pairs.items()}

    def known(side: Side, identity: str | None) -> str | None:
        whole = side.id(identity)
        return None if whole is None else names.get(whole, whole)

    boxes: dict[str, list[tuple[Side, Row]]] = {}
    for side, node in merged(a, b, pairs):
        boxes.setdefault(known(side, node["id"]) or "", []).append((side, node))
    links: dict[str, layout.Link] = {}
    for side in (a, b):
        for edge in side.scene["edges"]:
            key, source, target = (known(side, edge[end]) or "" for end in ("id", "from", "to"))
            links.setdefault(key, layout.Link(key, source, target))
    made = layout.arrange([box(key, found, known) for key, found in boxes.items()],
                          list(links.values()))  # fmt: skip
    shifts = {"a": 0.0, "b": made.width + GAP}
    nodes: dict[str, Row] = {}
    for key, found in boxes.items():
        one = box(key, found, known)
        x, y = made.positions[key]
        for side, node in found:
            nodes[side.id(node["id"]) or ""] = {
                "x": x + shifts[side.letter],
                "y": y + HEAD,
                "width": one.width,
                "height": one.height,
            } | ({"docked": None} if node["kind"] == "tensor" and one.dock is None else {})
    paths: dict[str, list[list[float]]] = {}
    for side in (a, b):
        for edge in side.scene["edges"]:
            points = made.paths[known(side, edge["id"]) or ""]
            shift = shifts[side.letter]
            paths[side.id(edge["id"]) or ""] = [[x + shift, y + HEAD] for x, y in points]
    size = {"width": 2 * made.width + GAP, "height": made.height + HEAD}
    return Places(nodes, paths, size, {"right": shifts["b"], "below": made.height + HEAD + GAP})


def merged(a: Side, b: Side, pairs: Pairs) -> list[tuple[Side, Row]]:
    """Return the nodes of both in an order in which they were made."""
    rest = list(b.nodes.values())[::-1]
    found: list[tuple[Side, Row]] = []
    left = {right: one for one, right in pairs.items()}
    placed: set[str] = set()
    for node in a.nodes.values():
        twin = pairs.get(node["id"])
        while twin is not None and twin not in placed:
            other = rest.pop()
            placed.add(other["id"])
            if other["id"] not in left:
                found.append((b, other))
        found.append((a, node))
        if twin is not None:
            found.append((b, b.nodes[twin]))
    return found + [(b, node) for node in rest[::-1] if node["id"] not in left]


def box(
    key: str, found: list[tuple[Side, Row]], known: Callable[[Side, str | None], str | None]
) -> layout.Box:
    """Return the box of a node, as large as the larger of the two."""
    docks = {known(side, node.get("docked")) for side, node in found}
    dock = docks.pop() if len(docks) == 1 else None
    after = next((known(side, node["after"]) for side, node in found if "after" in node), None)
    widths, heights = ([node[size] for _, node in found] for size in ("width", "height"))
    where = "right" if found[0][1]["kind"] == "saved" else "left"
    return layout.Box(key, max(widths), max(heights), dock, where, after)
