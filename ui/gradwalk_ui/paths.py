"""Paths of edges in few numbers: most pieces of a chain of cubic Beziers are straight.

A path goes as `[x, y, piece, ...]`: a straight piece is `[x, y]`, where it ends; a curved one
`[x1, y1, x2, y2, x, y]`, with its two control points. static/paths.js reads the same.
"""

from __future__ import annotations

from collections.abc import Sequence

Point = Sequence[float]
Packed = list[float | list[float]]


def brief(number: float) -> float:
    """Return a number as JSON has it in the fewest characters: most pixels are whole."""
    whole = int(number)
    return whole if whole == number else number


def packed(path: Sequence[Point]) -> Packed:
    """Return a chain of Beziers (a point, then threes) as the scene has it."""
    x, y = path[0]
    found: Packed = [brief(x), brief(y)]
    for at in range(1, len(path), 3):
        before, one, two, end = path[at - 1], path[at], path[at + 1], path[at + 2]
        points = [end] if straight(before, one, two, end) else [one, two, end]
        found.append([brief(number) for point in points for number in point])
    return found


def straight(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether a Bezier's control points lie on the thirds of a line, to the pixel."""
    thirds = ((b, 1), (c, 2))
    return all(
        abs(a[axis] + (d[axis] - a[axis]) * k / 3 - point[axis]) <= 1
        for point, k in thirds
        for axis in (0, 1)
    )


def points(path: Packed) -> list[tuple[float, float]]:
    """Return the chain of Beziers that a packed path is."""
    x, y, *pieces = path
    found = [(float(x), float(y))]  # type: ignore[arg-type]
    for piece in pieces:
        assert isinstance(piece, list)
        inner = list(zip(piece[::2], piece[1::2], strict=True))
        if len(inner) == 1:
            (x0, y0), (x1, y1) = found[-1], inner[0]
            found += [(x0 + (x1 - x0) * k / 3, y0 + (y1 - y0) * k / 3) for k in (1, 2)]
        found += inner
    return found
