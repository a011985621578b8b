"""The drawing of each group by itself: its nodes, the groups in it as closed boxes, its ports.

A port is where edges come in at the top of a group, or go out at its bottom: one for each value
that a node reads or makes, and one for all that lead to, or come from, one inner group. So an edge
that crosses borders is a chain of links, one in each group that it passes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gradwalk_ui.groups.tree import Group, shared
from gradwalk_ui.layout import Box, Link, arrange
from gradwalk_ui.paths import brief, packed
from gradwalk_ui.picture import MARGIN, NAME_LETTER, SMALL_LETTER

if TYPE_CHECKING:
    from gradwalk_ui.labels import Labels
    from gradwalk_ui.picture import Picture

CLOSED_HEIGHT = 62
LEAST_WIDTH = 130  # of a closed group
MOST_WIDTH = 420
PORT_HEIGHT = 20
PORT_LETTERS = 16  # of a name at a port
WAY_OUT = 8  # pixels of a port without a name
Known = dict[Any, tuple[dict[str, Any], list[int]]]  # drawings, and which link each path is of


@dataclass(slots=True)
class Level:
    """What is to be arranged in one group."""

    links: dict[str, tuple[str, str]] = field(default_factory=dict)  # key -> from, to
    ports: dict[str, list[str]] = field(default_factory=dict)  # in -> the nodes they are of
    exits: dict[str, None] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)  # what stands lower than what


def levels(
    groups: list[Group], picture: Picture, labels: Labels
) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """Return the drawings, each once (the turns of a loop are alike), and what each group has."""
    home = {node: group for group in groups for node in group.nodes}
    found = {group.id: Level() for group in groups}
    chains = {group.id: group.chain() for group in groups}
    for edge in picture.edges.values():
        up, down = (chains[home[edge[end]].id] for end in ("from", "to"))
        told = edge["to"] if picture.nodes[edge["from"]]["kind"] == "op" else edge["from"]
        pass_on(found, up, down, edge, told)
    for group in groups:
        begun = picture.root_before(group.first) if group.kind == "step" else None
        around = group.parent
        if begun is None or around is None or around not in chains[home[begun].id]:
            continue
        chain = chains[home[begun].id]
        inner = chain[chain.index(around) + 1 :]
        found[around.id].after[group.id] = inner[0].id if inner else begun
    drawings: list[dict[str, Any]] = []
    places: dict[str, int] = {}
    rows = {}
    known: Known = {}
    for group in groups:
        drawing, row = drawn(group, found[group.id], picture, labels, known)
        place = places.setdefault(json.dumps(drawing), len(drawings))
        if place == len(drawings):
            drawings.append(drawing)
        rows[group.id] = {"drawing": place, **row}
    return drawings, rows


def pass_on(
    found: dict[str, Level], up: list[Group], down: list[Group], edge: dict[str, Any], told: str
) -> None:
    """Add the links of one edge to the levels that it passes; ports are called as `told` is."""
    value, target = edge["from"], edge["to"]
    common = len(shared(up, down))
    item, whole = value, True  # what stands for the source so far, and whether it is the node
    for group in reversed(up[common:]):
        level = found[group.id]
        port = f"out:{item}"
        level.exits[port] = None
        level.links[f"{item}>{port}"] = item, port
        item, whole = group.id, False
    below = down[common].id if common < len(down) else target
    level = found[up[common - 1].id]
    if whole and below == target:
        level.links[edge["id"]] = item, below
    else:
        key = f"{item}>{below}"
        level.links[key if whole or below != target else f"{key}:{value}"] = item, below
    for place in range(common, len(down)):
        level = found[down[place].id]
        inner = place + 1 < len(down)
        below = down[place + 1].id if inner else target
        port = f"in:{below}" if inner else f"in:{value}"
        of = level.ports.setdefault(port, [])
        if told not in of[-1:] and (len(of) < 3 or told not in of):
            of.append(told)
        level.links[f"{port}>{below}"] = port, below


def drawn(
    group: Group, level: Level, picture: Picture, labels: Labels, known: Known
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the drawing of one group (its size, places and paths), and whose these are.

    `known` has those that were made before, for a group of the same boxes and links.
    """
    boxes = boxes_of(group, picture)
    for each in group.inner:
        width, below = closed_width(each), level.after.get(each.id)
        boxes.append(Box(each.id, width, CLOSED_HEIGHT, after=below))
    widths = {port: port_width(of, picture, labels) for port, of in level.ports.items()}
    boxes += [Box(port, width, PORT_HEIGHT, pin="top") for port, width in widths.items()]
    boxes += [Box(port, WAY_OUT, WAY_OUT, pin="bottom") for port in level.exits]
    links = [Link(key, source, target) for key, (source, target) in level.links.items()]
    index: dict[str | None, int] = {box.id: i for i, box in enumerate(boxes)}
    sizes = [
        (b.width, b.height, index.get(b.dock), b.side, index.get(b.after), b.pin) for b in boxes
    ]
    alike = tuple(sizes), tuple([(index[link.source], index[link.target]) for link in links])
    if alike not in known:
        layout = arrange(boxes, links)
        at = [layout.positions[box.id] for box in boxes]
        drawing = {
            "width": layout.width,
            "height": layout.height,
            "places": [[brief(x), brief(y)] for x, y in at],
            "links": [packed(path) for path in layout.paths.values()],
        }
        number = {link.id: i for i, link in enumerate(links)}
        known[alike] = drawing, [number[link] for link in layout.paths]
    drawing, order = known[alike]
    inside = [box.id for box in boxes[len(group.nodes) :]]
    ports = {
        port: {"width": widths[port], "of": of[:3], "count": len(of)}
        for port, of in level.ports.items()
    }
    return drawing, {"inside": inside, "ports": ports, "links": [links[i].id for i in order]}


def boxes_of(group: Group, picture: Picture) -> list[Box]:
    """Return the boxes of a group's own nodes."""
    inside = set(group.nodes)
    boxes = []
    for identity in group.nodes:
        node = picture.nodes[identity]
        side = "right" if node["kind"] == "saved" else "left"
        dock = node.get("docked")
        after = node.get("after")
        boxes.append(
            Box(
                identity,
                node["width"],
                node["height"],
                dock if dock in inside else None,
                side,
                after if after in inside else None,
            )
        )
    return boxes


def closed_width(group: Group) -> int:
    """Return how wide a group's box is."""
    letters = max(len(group.name) + len(group.of) + 3, 12)
    return round(min(max(letters * NAME_LETTER + 30, LEAST_WIDTH), MOST_WIDTH) + MARGIN)


def port_width(of: list[str], picture: Picture, labels: Labels) -> int:
    """Return how wide the name at a port is."""
    name = labels.of(picture.nodes[of[0]]["tensor"]) if len(of) == 1 else "…" * PORT_LETTERS
    return round(min(len(name) + 2, PORT_LETTERS) * SMALL_LETTER + 14)
