"""Faults of a drawing, found by geometry alone: what the layout's tests and benchmark count.

Boxes are (left, top, right, bottom) by id; paths are polylines by link.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise

STEPS = 12  # straight pieces that stand for one cubic curve
TOUCH = 0.5  # pixels: nearer is touching, not overlapping


def outlines(boxes, positions):
    """The border of each box."""
    found = {}
    for box in boxes:
        x, y = positions[box.id]
        found[box.id] = (
            x - box.width / 2,
            y - box.height / 2,
            x + box.width / 2,
            y + box.height / 2,
        )
    return found


def polyline(path):
    """A chain of cubic curves as a line of points."""
    points = [path[0]]
    for k in range(1, len(path), 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = path[k - 1 : k + 3]
        if x0 == x1 == x2 == x3:
            points.append((x3, y3))
            continue
        for i in range(1, STEPS + 1):
            t = i / STEPS
            s = 1 - t
            a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def overlaps(borders):
    """The pairs of boxes that cover each other, if only in part."""
    found = []
    open_boxes = []
    for name, border in sorted(borders.items(), key=lambda item: item[1][1]):
        left, top, right, _ = border
        open_boxes = [item for item in open_boxes if item[1][3] > top + TOUCH]
        found += [
            (name, other)
            for other, (its_left, _, its_right, _) in open_boxes
            if its_left < right - TOUCH and its_right > left + TOUCH
        ]
        open_boxes.append((name, border))
    return found


def over_boxes(borders, lines):
    """The (link, box) where a link runs over a box, be it one of its own."""
    inner = {
        name: (left + TOUCH, top + TOUCH, right - TOUCH, bottom - TOUCH)
        for name, (left, top, right, bottom) in borders.items()
    }
    upright, cells, found = {}, grid(borders), set()
    for link, points in lines.items():
        for start, end in pairwise(points):
            if start[0] == end[0]:
                upright.setdefault(start[0], []).append((*sorted((start[1], end[1])), link))
                continue
            near = {box for cell in reached(start, end) for box in cells.get(cell, ())}
            found |= {(link, box) for box in near if enters(start, end, inner[box])}
    return found | over_upright(inner, upright)


def over_upright(inner, upright):
    """The same for upright pieces, of which thousands may share one long line."""
    joined = {x: join(sorted(pieces)) for x, pieces in upright.items()}
    xs = sorted(joined)
    found = set()
    for box, (left, top, right, bottom) in inner.items():
        for x in xs[bisect_right(xs, left) : bisect_left(xs, right)]:
            pieces = joined[x]
            k = bisect_left(pieces, (bottom,)) - 1
            if k >= 0 and pieces[k][1] > top:
                found.add((pieces[k][2], box))
    return found


def join(pieces):
    """Pieces (top, bottom, link) of one line, those that touch made into one."""
    whole = []
    for top, bottom, link in pieces:
        if whole and top <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(bottom, whole[-1][1]), whole[-1][2])
        else:
            whole.append((top, bottom, link))
    return whole


def enters(start, end, box):
    """Whether a straight piece has a point inside a box."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        way = end[axis] - start[axis]
        low, high = box[axis] - start[axis], box[axis + 2] - start[axis]
        if way == 0:
            if not low < 0 < high:
                return False
        else:
            near, far = sorted((low / way, high / way))
            first, last = max(first, near), min(last, far)
    return first < last


def reached(start, end):
    """The squares of 64 pixels that a straight piece may lie in."""
    (x0, y0), (x1, y1) = start, end
    for i in range(int(min(x0, x1) // 64), int(max(x0, x1) // 64) + 1):
        for j in range(int(min(y0, y1) // 64), int(max(y0, y1) // 64) + 1):
            yield i, j


def grid(borders):
    """The boxes by the squares of 64 pixels that they reach into."""
    cells = {}
    for name, (left, top, right, bottom) in borders.items():
        for i in range(int(left // 64), int(right // 64) + 1):
            for j in range(int(top // 64), int(bottom // 64) + 1):
                cells.setdefault((i, j), []).append(name)
    return cells


def crossings(lines, ends):
    """How many times links that share no box cross, those that run as one counted as one."""
    cells = {}
    for link, points in lines.items():
        for start, end in pairwise(points):
            for cell in reached(start, end):
                cells.setdefault(cell, []).append((link, start, end))
    met = set()
    for pieces in cells.values():
        for k, (link, *piece) in enumerate(pieces):
            for other, *second in pieces[:k]:
                if other != link and not set(ends[link]) & set(ends[other]):
                    at = cut(*piece, *second)
                    if at:
                        sources = sorted((ends[link][0], ends[other][0]))
                        met.add((*sources, round(at[0] / 8), round(at[1] / 8)))
    return len(met)


def cut(a, b, c, d):
    """Where the straight pieces from a to b and from c to d cross, if they do."""
    if side(a, b, c) * side(a, b, d) >= 0 or side(c, d, a) * side(c, d, b) >= 0:
        return None
    t = side(c, d, a) / (side(c, d, a) - side(c, d, b))
    return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])


def side(a, b, c):
    """On which side of the line from a to b the point c lies."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
