"""Place the boxes of a scene and draw its links: a layered layout made for autograd graphs.

`arrange` is a list of passes, one file each. The same input gives the same picture
everywhere: no set is walked, nothing is random, nothing recurses, only the stdlib is used.
"""

from dataclasses import replace

from gradwalk_ui.layout import bends, coordinates, docks, order, ranks, routes, shelves
from gradwalk_ui.layout.model import MARGIN, Box, Layout, Link, Point, Sketch, Units

__all__ = ["Box", "Layout", "Link", "arrange"]


def arrange(boxes: list[Box], links: list[Link], direction: str = "down") -> Layout:
    """Return positions for the boxes and paths for the links, flowing down or to the right."""
    turned = direction == "right"
    if turned:
        boxes = [replace(box, width=box.height, height=box.width) for box in boxes]
    index, ends = numbered(boxes, links)
    units = docks.gather(boxes, index, ends)
    pieces = []
    later = [(index[box.after], i) for i, box in enumerate(boxes) if box.after in index]
    found = sketches(units, ends, later)
    for sketch in found:
        sketch.rank = ranks.rank(len(sketch.units), sketch.edges, sketch.later)
    pinned = any(box.pin for box in boxes)
    if pinned:
        pin(found, [boxes[host].pin for host in units.host])
    for sketch in shelves.columns(found):
        bends.bend(sketch)
        order.order(sketch)
        coordinates.place(sketch, units)
        pieces.append(shelves.measure(sketch, units))
    shelves.shelve(pieces, units, level=pinned)
    centres, paths = routes.draw(boxes, ends, units, pieces)
    positions = {box.id: at for box, at in zip(boxes, centres, strict=True)}
    return framed(positions, paths, pieces, turned)


def numbered(boxes: list[Box], links: list[Link]) -> tuple[dict[str, int], docks.Ends]:
    """Return the number of each box, and the links with the numbers of their boxes."""
    index: dict[str, int] = {}
    for i, box in enumerate(boxes):
        if index.setdefault(box.id, i) != i:
            raise ValueError(f"two boxes are called {box.id!r}")
    ends: docks.Ends = []
    for link in links:
        for name in (link.source, link.target):
            if name not in index:
                raise ValueError(f"link {link.id!r} joins no box {name!r}")
        if link.source == link.target:
            raise ValueError(f"link {link.id!r} leads from {link.source!r} to itself")
        ends.append((link.id, index[link.source], index[link.target]))
    return index, ends


def sketches(units: Units, ends: docks.Ends, later: list[tuple[int, int]]) -> list[Sketch]:
    """Return one sketch for each connected graph of units, in order of creation."""
    of_box = units.of_box
    pairs = dict.fromkeys((of_box[s], of_box[t]) for _, s, t in ends if of_box[s] != of_box[t])
    near: list[list[int]] = [[] for _ in units.host]
    for u, v in pairs:
        near[u].append(v)
        near[v].append(u)
    member = [-1] * len(near)
    count = 0
    for start in range(len(near)):
        if member[start] >= 0:
            continue
        member[start] = count
        reached = [start]
        for u in reached:
            for v in near[u]:
                if member[v] < 0:
                    member[v] = count
                    reached.append(v)
        count += 1
    found = [Sketch([], []) for _ in range(count)]
    spot = [0] * len(near)
    for u, k in enumerate(member):
        spot[u] = len(found[k].units)
        found[k].units.append(u)
    for u, v in pairs:
        found[member[u]].edges.append((spot[u], spot[v]))
    for s, t in later:
        u, v = of_box[s], of_box[t]
        if u != v and member[u] == member[v]:
            found[member[u]].later.append((spot[u], spot[v]))
    for sketch in found:
        sketch.edges = ranks.acyclic(len(sketch.units), sketch.edges)
    return found


def pin(found: list[Sketch], pins: list[str]) -> None:
    """Give the pinned units of all graphs the first rank and the last."""
    lowest = 0
    for sketch in found:
        free = [r for r, u in zip(sketch.rank, sketch.units, strict=True) if not pins[u]]
        least, most = min(free, default=0), max(free, default=0)
        sketch.rank = [r - least + 1 for r in sketch.rank]
        lowest = max(lowest, most - least + 1)
    ends = {"top": 0, "bottom": lowest + 1}
    for sketch in found:
        ranked = zip(sketch.rank, sketch.units, strict=True)
        sketch.rank = [ends.get(pins[u], r) for r, u in ranked]


def framed(
    positions: dict[str, Point],
    paths: dict[str, routes.Path],
    pieces: list[shelves.Piece],
    turned: bool,
) -> Layout:
    """Return the layout with its size, turned to flow to the right if it must."""
    width = max((p.shift + p.right for p in pieces), default=MARGIN) + MARGIN
    height = max((p.bottoms[-1] for p in pieces), default=MARGIN) + MARGIN
    whole = {link: tuple(path) for link, path in paths.items()}
    if not turned:
        return Layout(positions, whole, width, height)
    return Layout(
        {box: (y, x) for box, (x, y) in positions.items()},
        {link: tuple([(y, x) for x, y in path]) for link, path in whole.items()},
        height,
        width,
    )
