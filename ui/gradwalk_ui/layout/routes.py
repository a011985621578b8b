"""Draw the links: curves that bend only in the gaps between ranks, so they pass over no box.

In a rank a link runs straight down: below its source, through its bends, above its target.
Links leave a box at one point, since it is one value; they enter spread out, in the order
in which they come, and the one that comes straight down keeps the middle.
"""

from dataclasses import dataclass
from math import copysign

from gradwalk_ui.layout.model import LEAD, Box, Point, Sketch, Units
from gradwalk_ui.layout.shelves import Piece

PORT_GAP = 12.0  # between two arrow heads at one border, where the box is wide enough
SIDE_PORT_GAP = 8.0

Path = list[Point]
Column = tuple[float, int, int]  # x, first rank, last rank: a straight piece of a link


@dataclass(slots=True)
class Wire:
    """A link between two units on its way: from its upper to its lower box."""

    link: str
    upper: int  # boxes
    lower: int
    piece: Piece
    first: int  # the rank of the upper box
    columns: list[Column]
    upwards: bool  # the arrow points from the lower to the upper box
    twin: float = 0.0  # how far a repeated link leaves beside its twins


def draw(
    boxes: list[Box], ends: list[tuple[str, int, int]], units: Units, pieces: list[Piece]
) -> tuple[list[Point], dict[str, Path]]:
    """Return the centre of each box and the path of each link, in the drawing's coordinates."""
    centre = centres(units, pieces)
    home = {u: (piece, v) for piece in pieces for v, u in enumerate(piece.sketch.units)}
    trunks: dict[int, list[Column]] = {}
    inside: list[tuple[str, int, int]] = []
    wires: list[Wire] = []
    for link, source, target in ends:
        if units.of_box[source] == units.of_box[target]:
            inside.append((link, source, target))
            continue
        piece, v = home[units.of_box[source]]
        w = home[units.of_box[target]][1]
        first, last = piece.sketch.rank[v], piece.sketch.rank[w]
        if first < last:
            columns = way(piece, v, w, trunks)
            wires.append(Wire(link, source, target, piece, first, columns, upwards=False))
        else:
            columns = way(piece, w, v, trunks)
            wires.append(Wire(link, target, source, piece, last, columns, upwards=True))
    entry = ports(boxes, wires, centre)
    paths = {wire.link: wire_path(boxes, wire, entry[wire.link], centre, units) for wire in wires}
    paths.update(side_paths(boxes, inside, centre, units))
    return centre, paths


def centres(units: Units, pieces: list[Piece]) -> list[Point]:
    """Return the centre of every box."""
    hub: list[Point] = [(0.0, 0.0)] * len(units.host)
    for piece in pieces:
        sketch = piece.sketch
        for v, u in enumerate(sketch.units):
            r = sketch.rank[v]
            hub[u] = sketch.x[v] + piece.shift, (piece.tops[r] + piece.bottoms[r]) / 2
    return [
        (hub[u][0] + dx, hub[u][1] + dy)
        for u, (dx, dy) in zip(units.of_box, units.offset, strict=True)
    ]


def way(piece: Piece, v: int, w: int, trunks: dict[int, list[Column]]) -> list[Column]:
    """Return the straight pieces of an edge between its two ends."""
    sketch = piece.sketch
    first, last = sketch.rank[v] + 1, sketch.rank[w] - 1
    if first > last:
        return []
    if (v, w) in piece.lanes:
        return [(piece.lanes[v, w] + piece.shift, first, last)]
    if (v, w) in sketch.bends:
        return straights(sketch, v, sketch.bends[v, w], piece.shift)
    hub = sketch.units[v]
    if hub not in trunks:
        trunks[hub] = straights(sketch, v, sketch.bends[v, -1], piece.shift)
    return [(x, top, min(low, last)) for x, top, low in trunks[hub] if top <= last]


def straights(sketch: Sketch, v: int, chain: list[int], shift: float) -> list[Column]:
    """Return the straight pieces of a chain of bends below a vertex."""
    columns: list[Column] = []
    for r, bent in enumerate(chain, sketch.rank[v] + 1):
        x = sketch.x[bent] + shift
        if columns and columns[-1][0] == x:
            columns[-1] = (x, columns[-1][1], r)
        else:
            columns.append((x, r, r))
    return columns


def ports(boxes: list[Box], wires: list[Wire], centre: list[Point]) -> dict[str, float]:
    """Return how far from the middle of its lower box each wire arrives."""
    arriving: dict[int, list[Wire]] = {}
    for wire in wires:
        arriving.setdefault(wire.lower, []).append(wire)
    entry: dict[str, float] = {}
    for lower, group in arriving.items():
        if len(group) == 1:
            entry[group[0].link] = 0.0
            continue
        middle = centre[lower][0]
        come = [w.columns[-1][0] if w.columns else centre[w.upper][0] for w in group]
        order = sorted(range(len(group)), key=come.__getitem__)
        upright = [k for k, i in enumerate(order) if come[i] == middle]
        kept = upright[0] if len(upright) == 1 else None
        offsets = spread(len(group), flat(boxes[lower]), kept)
        for i, offset in zip(order, offsets, strict=True):
            entry[group[i].link] = offset
        part_twins(boxes, group, entry)
    return entry


def flat(box: Box) -> float:
    """Return how much of a box's upper border links may use; the ends of a pill are round."""
    return max(box.width - box.height, box.width / 2)


def spread(count: int, room: float, middle: int | None) -> list[float]:
    """Return offsets in rising order; the one called middle is 0, else all are balanced."""
    centre = (count - 1) / 2 if middle is None else float(middle)
    step = quarters(min(PORT_GAP, room / 2 / max(centre, count - 1 - centre)))
    return [(k - centre) * step for k in range(count)]


def quarters(length: float) -> float:
    """Return a length in whole quarters of a pixel, which have short decimals, or a tiny one."""
    return int(length * 4) / 4 or length


def part_twins(boxes: list[Box], group: list[Wire], entry: dict[str, float]) -> None:
    """Let links that join the same two neighbours leave apart as well, so both can be seen."""
    twins: dict[int, list[Wire]] = {}
    for wire in group:
        if not wire.columns:
            twins.setdefault(wire.upper, []).append(wire)
    for upper, pair in twins.items():
        if len(pair) > 1:
            ends = [entry[wire.link] for wire in pair]
            middle = (min(ends) + max(ends)) / 2
            scale = min(1.0, flat(boxes[upper]) / (max(ends) - min(ends)))
            for wire in pair:
                wire.twin = round((entry[wire.link] - middle) * scale, 3)


def wire_path(
    boxes: list[Box], wire: Wire, entry: float, centre: list[Point], units: Units
) -> Path:
    """Return the path of a link between two units."""
    tops, bottoms, last = wire.piece.tops, wire.piece.bottoms, wire.first
    path = leave(boxes, wire.upper, wire.twin, centre, units, 1)
    ending = leave(boxes, wire.lower, entry, centre, units, -1)
    (x, y), (end_x, end_y) = path[-1], ending[-1]
    for column_x, top, low in wire.columns:
        if column_x != x:
            straight(path, x, y, bottoms[last])
            x, y = bend(path, x, bottoms[last], column_x, tops[top])
        last = low
    if end_x != x:
        straight(path, x, y, bottoms[last])
        x, y = bend(path, x, bottoms[last], end_x, tops[last + 1])
    straight(path, x, y, end_y)
    path += ending[-2::-1]
    return path[::-1] if wire.upwards else path


def bend(path: Path, x: float, y: float, to_x: float, to_y: float) -> Point:
    """Add a curve that is upright at both ends, and return where it ends."""
    half = (y + to_y) / 2
    path += [(x, half), (to_x, half), (to_x, to_y)]
    return to_x, to_y


def straight(path: Path, x: float, y: float, to: float) -> None:
    """Add an upright piece, if it has any length."""
    if to != y:
        third = round((to - y) / 3)
        path += [(x, y + third), (x, to - third), (x, to)]


def leave(
    boxes: list[Box], box: int, offset: float, centre: list[Point], units: Units, down: int
) -> Path:
    """Return the first piece of a path that leaves a box; at its end the way is free.

    A docked box in a column has others above and below it, so its links leave sideways.
    """
    x, y = centre[box]
    if box not in units.sideways:
        return [(x + offset, y + down * boxes[box].height / 2)]
    free = x - units.offset[box][0] + units.sideways[box]
    border = x + copysign(boxes[box].width / 2, units.sideways[box])
    return [(border, y), ((border + free) / 2, y), (free, y), (free, y + down * LEAD)]


def side_paths(
    boxes: list[Box], inside: list[tuple[str, int, int]], centre: list[Point], units: Units
) -> dict[str, Path]:
    """Return the paths between hosts and what is docked to them."""
    sides: dict[tuple[int, bool], list[tuple[float, str, int, bool]]] = {}
    for link, source, target in inside:
        host = units.host[units.of_box[source]]
        guest = target if source == host else source
        key = host, units.offset[guest][0] > 0
        sides.setdefault(key, []).append((centre[guest][1], link, guest, source == host))
    paths: dict[str, Path] = {}
    for (host, right), group in sides.items():
        side = 1 if right else -1
        group.sort(key=lambda item: item[0])
        step = quarters(min(SIDE_PORT_GAP, boxes[host].height / 2 / len(group)))
        places: dict[int, list[int]] = {}  # of the links of each guest, top to bottom
        for k, (_, _, guest, _) in enumerate(group):
            places.setdefault(guest, []).append(k)
        x, y = centre[host]
        end_x = x + side * boxes[host].width / 2
        for k, (guest_y, link, guest, outwards) in enumerate(group):
            own = places[guest]
            start_x = centre[guest][0] - side * boxes[guest].width / 2
            start_y = guest_y + (k - (own[0] + own[-1]) / 2) * step
            end_y = y + (k - (len(group) - 1) / 2) * step
            half = (start_x + end_x) / 2
            path = [(start_x, start_y), (half, start_y), (half, end_y), (end_x, end_y)]
            paths[link] = path[::-1] if outwards else path
    return paths
