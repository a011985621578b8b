"""The words of the layout: boxes and links in, positions and paths out.

Lengths are pixels at zoom 1, y down; a position is the centre of its box.
"""

from dataclasses import dataclass, field

Point = tuple[float, float]

RANK_GAP = 46.0  # between two ranks, before wide links widen it; a gradient's lane must be seen
NODE_GAP = 24.0  # between two boxes of a rank
BEND_GAP = 12.0  # between a long link that passes through a rank and its neighbours
COLUMN_GAP = 40.0  # between two graphs that share no link
CHIP_GAP = 20.0  # between a box and what is docked to its right
LEAF_GAP = 38.0  # and to its left, where a gradient travels
LEAD = 10.0  # how far a link leaves a docked box sideways before it turns up or down
STACK_GAP = 8.0  # between two docked boxes in one column
LANE_GAP = 10.0  # between two lanes beside a graph
MARGIN = 24.0  # around the whole drawing


@dataclass(frozen=True, slots=True)
class Box:
    """One box to place; with `dock` it hugs the named box instead of taking a rank."""

    id: str
    width: float
    height: float
    dock: str | None = None
    side: str = "left"  # or "right": of the box named by `dock`
    after: str | None = None  # stands lower than this box, though no link says so
    pin: str = ""  # "top" or "bottom": in a rank of its like, above or below all others


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow to draw from box to box, both named by id."""

    id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything is: centres of boxes, and links as cubic Bezier chains."""

    positions: dict[str, Point]
    paths: dict[str, tuple[Point, ...]]  # first point, then (control, control, end) triples
    width: float
    height: float


@dataclass(slots=True)
class Units:
    """Boxes gathered with what is docked to them; each unit is placed as one piece."""

    host: list[int]  # the box each unit stands for
    left: list[float]  # how far the unit reaches left of its host's centre
    right: list[float]
    half: list[float]  # half of its height
    of_box: list[int]  # the unit of each box
    offset: list[Point]  # of each box, from its unit's centre
    sideways: dict[int, float]  # x, from there, where outer links of a column's boxes are free


@dataclass(slots=True)
class Sketch:
    """One connected graph while the passes work on it; vertices are units, then bends.

    A bend is the place where a long link passes through a rank. A chain of bends leads to its
    target (the second half of its key), or to many (-1): the trunk of a weight with many uses.
    """

    units: list[int]  # the unit of each of the first vertices
    edges: list[tuple[int, int]]  # between those vertices, downwards, each pair once
    later: list[tuple[int, int]] = field(default_factory=list)  # the second stands lower
    rank: list[int] = field(default_factory=list)
    above: list[list[int]] = field(default_factory=list)  # neighbours one rank up
    below: list[list[int]] = field(default_factory=list)
    bends: dict[tuple[int, int], list[int]] = field(default_factory=dict)  # from source on
    far: list[tuple[int, int]] = field(default_factory=list)  # edges that run in a lane
    layers: list[list[int]] = field(default_factory=list)  # vertices of each rank, in order
    x: list[float] = field(default_factory=list)
