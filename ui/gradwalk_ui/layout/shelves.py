"""Put the graphs that share no link side by side, in order of creation, their ranks level.

Level ranks let two variants of one program be compared line by line. When a single row would
be too wide to read, the graphs are put on several shelves, as words are in lines.
"""

from dataclasses import dataclass, field

from gradwalk_ui.layout.model import COLUMN_GAP, LANE_GAP, MARGIN, RANK_GAP, Sketch, Units

WIDER = 0.1  # a gap grows by this share of the sideways way of its widest link ...
WIDEST = 44.0  # ... but by no more than this
ASPECT = 1.4  # width to height of the room a drawing is usually shown in


@dataclass(slots=True)
class Piece:
    """One sketch with its place in the drawing."""

    sketch: Sketch
    left: float  # of the sketch's own coordinates
    right: float
    lanes: dict[tuple[int, int], float]  # x of the lane of each far edge
    shift: float = 0.0  # from the sketch's x to the drawing's
    tops: list[float] = field(default_factory=list)  # y where each rank begins, shared by the shelf
    bottoms: list[float] = field(default_factory=list)


def columns(sketches: list[Sketch]) -> list[Sketch]:
    """Return the sketches with neighbouring lone boxes in columns, as high as the highest graph."""
    ranks = max((max(sketch.rank) + 1 for sketch in sketches), default=1)
    found: list[Sketch] = []
    for sketch in sketches:
        if (
            found
            and len(sketch.units) == 1
            and not found[-1].edges
            and len(found[-1].units) < ranks
        ):
            found[-1].rank.append(len(found[-1].units))
            found[-1].units += sketch.units
        else:
            found.append(sketch)
    return found


def measure(sketch: Sketch, units: Units) -> Piece:
    """Return a sketch with its extent and the lanes of its far edges."""
    first_bend = len(sketch.units)
    left = min(sketch.x[v] - units.left[u] for v, u in enumerate(sketch.units))
    right = max(sketch.x[v] + units.right[u] for v, u in enumerate(sketch.units))
    if len(sketch.x) > first_bend:
        left, right = min(left, *sketch.x[first_bend:]), max(right, *sketch.x[first_bend:])
    lanes = lanes_of(sketch)
    count = max(lanes.values(), default=-1) + 1
    beside = {edge: right + LANE_GAP * (lane + 1) for edge, lane in lanes.items()}
    return Piece(sketch, left, right + LANE_GAP * count, beside)


def lanes_of(sketch: Sketch) -> dict[tuple[int, int], int]:
    """Return the lane of each far edge; edges that share an end share a lane."""
    leaving: dict[int, int] = {}
    entering: dict[int, int] = {}
    for source, target in sketch.far:
        leaving[source] = leaving.get(source, 0) + 1
        entering[target] = entering.get(target, 0) + 1
    spans: dict[int, tuple[int, int]] = {}  # vertex shared by the edges -> first and last rank
    shared: dict[tuple[int, int], int] = {}
    for source, target in sketch.far:
        common = source if leaving[source] >= entering[target] else target
        first, last = spans.get(common, (sketch.rank[source], sketch.rank[target]))
        spans[common] = min(first, sketch.rank[source]), max(last, sketch.rank[target])
        shared[source, target] = common
    free: list[int] = []  # the rank from which each lane is free again
    lane: dict[int, int] = {}
    for common, (first, last) in sorted(spans.items(), key=lambda item: item[1]):
        found = next((i for i, rank in enumerate(free) if rank <= first), len(free))
        if found == len(free):
            free.append(0)
        free[found] = last
        lane[common] = found
    return {edge: lane[common] for edge, common in shared.items()}


def shelve(pieces: list[Piece], units: Units, *, level: bool = False) -> None:
    """Give every piece its place: shelves from top to bottom, pieces from left to right.

    Level pieces, whose first ranks must be at the top, have one shelf.
    """
    y = MARGIN
    for shelf in [pieces] if level and pieces else shelves(pieces, units):
        x = MARGIN
        tops, bottoms = bands(shelf, units)
        for piece in shelf:
            piece.shift = x - piece.left
            piece.tops = [y + top for top in tops]
            piece.bottoms = [y + bottom for bottom in bottoms]
            x += piece.right - piece.left + COLUMN_GAP
        y += bottoms[-1] + COLUMN_GAP


def shelves(pieces: list[Piece], units: Units) -> list[list[Piece]]:
    """Return the pieces in rows, in as few rows as can be read well."""
    if len(pieces) == 1:
        return [pieces]
    widths = [piece.right - piece.left for piece in pieces]
    height = [bands([piece], units)[1][-1] for piece in pieces]
    best: list[list[int]] = []
    largest = 0.0
    rows = 1
    while rows <= len(pieces):
        limit = max(*widths, (sum(widths) + COLUMN_GAP * len(widths)) / rows)
        trial = wrapped(widths, limit)
        wide = max(sum(widths[i] + COLUMN_GAP for i in row) for row in trial)
        high = sum(max(height[i] for i in row) + COLUMN_GAP for row in trial)
        scale = min(ASPECT / wide, 1 / high)
        if scale > 1.25 * largest:  # more rows must be worth it
            best, largest = trial, scale
        rows = max(rows + 1, rows * 5 // 4)
    return [[pieces[i] for i in row] for row in best]


def wrapped(widths: list[float], limit: float) -> list[list[int]]:
    """Return the indices of the widths in rows no wider than the limit."""
    rows: list[list[int]] = []
    room = 0.0
    for i, width in enumerate(widths):
        if not rows or width > room:
            rows.append([])
            room = limit
        rows[-1].append(i)
        room -= width + COLUMN_GAP
    return rows


def bands(pieces: list[Piece], units: Units) -> tuple[list[float], list[float]]:
    """Return where each rank begins and ends, from 0; boxes lie between, bends in the gaps."""
    count = max(len(piece.sketch.layers) for piece in pieces)
    half, gap = [0.0] * count, [RANK_GAP] * count
    for piece in pieces:
        sketch = piece.sketch
        for v, u in enumerate(sketch.units):
            if units.half[u] > half[sketch.rank[v]]:
                half[sketch.rank[v]] = units.half[u]
        for r, layer in enumerate(sketch.layers[:-1]):
            gap[r] = max(gap[r], gap_below(sketch, layer))
    tops, bottoms, y = [], [], 0.0
    for r in range(count):
        tops.append(y)
        bottoms.append(y + 2 * half[r])
        y = bottoms[-1] + gap[r]
    return tops, bottoms


def gap_below(sketch: Sketch, layer: list[int]) -> float:
    """Return the room that the links below a rank want: the farther sideways, the more."""
    x = sketch.x
    widest = 0.0
    for v in layer:
        for w in sketch.below[v]:
            aside = x[w] - x[v]
            if aside > widest or -aside > widest:
                widest = abs(aside)
    return RANK_GAP + min(WIDEST, float(round(WIDER * widest)))
