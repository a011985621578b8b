"""Choose x for every vertex: straight main lines first, then short links.

Vertices that follow each other on a main line (the deepest producer, the longest way to the
loss) share one block and so one x. Blocks are packed to the left and to the right, the two
packings are averaged, and each block then moves towards its neighbours as far as it may.
(After Brandes and Koepf; that only main lines align is ours: it keeps deep graphs narrow.)
"""

from bisect import bisect_left
from statistics import median

from gradwalk_ui.layout.model import BEND_GAP, NODE_GAP, Sketch, Units

ROUNDS = 4

Reach = list[list[tuple[int, float]]]  # block -> (neighbouring block, least distance)


def place(sketch: Sketch, units: Units) -> None:
    """Fill in the x of every vertex of a sketch."""
    block, count = blocks(sketch)
    rightwards, leftwards = distances(sketch, units, block, count)
    order = left_to_right(rightwards, leftwards)
    x = balanced(order, rightwards, leftwards)
    relax(x, order, rightwards, leftwards, pulls(sketch, block, count))
    sketch.x = [x[b] for b in block]


def blocks(sketch: Sketch) -> tuple[list[int], int]:
    """Return the block of each vertex, and how many blocks there are."""
    follower = main_lines(sketch)
    block = [-1] * len(sketch.rank)
    count = 0
    for layer in sketch.layers:
        for v in layer:
            if block[v] >= 0:
                continue
            at = v
            while at >= 0:
                block[at] = count
                at = follower[at]
            count += 1
    return block, count


def main_lines(sketch: Sketch) -> list[int]:
    """Return for each vertex the one that stands straight below it, or -1."""
    above, below, first_bend = sketch.above, sketch.below, len(sketch.units)
    depth, height = lengths(sketch)
    longest = max(depth)
    spot = [0] * len(above)
    for layer in sketch.layers:
        for i, v in enumerate(layer):
            spot[v] = i
    # The longer way is the main line, and of two equally long ways the one through a box.
    rise = [2 * n + (v < first_bend) for v, n in enumerate(depth)]
    fall = [2 * n + (v < first_bend) for v, n in enumerate(height)]
    follower = [-1] * len(above)
    for layer in sketch.layers[:-1]:
        pairs: list[tuple[int, int, int]] = []  # place above, place below, how much it matters
        for i, u in enumerate(layer):
            if not below[u]:
                continue
            v = main(below[u], fall, spot, first_bend, u)
            if main(above[v], rise, spot, first_bend, v) == u:
                trunk = u >= first_bend and v >= first_bend
                pairs.append((i, spot[v], longest - 1 if trunk else depth[u] + height[v]))
        straight = pairs if rising(pairs) else uncrossed(pairs)
        if straight:
            lower_layer = sketch.layers[sketch.rank[layer[0]] + 1]
            for i, j, _ in straight:
                follower[layer[i]] = lower_layer[j]
    return follower


def main(near: list[int], merit: list[int], spot: list[int], first_bend: int, of: int) -> int:
    """Return the neighbour on the main line: of those of most merit, the one in the middle."""
    if len(near) == 1:
        return near[0]
    if of >= first_bend:  # a trunk goes on as a trunk
        near = [v for v in near if v >= first_bend] or near
    best = max([merit[v] for v in near])
    tied = [v for v in near if merit[v] == best]
    if len(tied) > 2:
        tied.sort(key=spot.__getitem__)
    return tied[(len(tied) - 1) // 2]


def lengths(sketch: Sketch) -> tuple[list[int], list[int]]:
    """Return how many boxes each vertex's longest way has, from a source and to a sink."""
    first_bend = len(sketch.units)
    depth = [0 if v >= first_bend else 1 for v in range(len(sketch.rank))]
    height = depth[:]
    for layer in sketch.layers[1:]:
        for v in layer:
            if sketch.above[v]:
                depth[v] += max([depth[u] for u in sketch.above[v]])
    for layer in sketch.layers[-2::-1]:
        for v in layer:
            if sketch.below[v]:
                height[v] += max([height[w] for w in sketch.below[v]])
    return depth, height


def rising(pairs: list[tuple[int, int, int]]) -> bool:
    """Say whether no two of these pairs cross; they are sorted by their upper place."""
    last = -1
    for _, j, _ in pairs:
        if j <= last:
            return False
        last = j
    return True


def uncrossed(pairs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return the pairs that matter most, dropping those that would cross them."""
    kept: list[tuple[int, int, int]] = []
    for pair in sorted(pairs, key=lambda pair: (-pair[2], pair[0])):
        at = bisect_left(kept, pair)
        clear_left = at == 0 or kept[at - 1][1] < pair[1]
        clear_right = at == len(kept) or pair[1] < kept[at][1]
        if clear_left and clear_right:
            kept.insert(at, pair)
    return kept


def distances(sketch: Sketch, units: Units, block: list[int], count: int) -> tuple[Reach, Reach]:
    """Return for each block those at its right and at its left, with the least distances."""
    least: dict[tuple[int, int], float] = {}
    first_bend = len(sketch.units)
    left = [units.left[u] for u in sketch.units]
    right = [units.right[u] for u in sketch.units]
    for layer in sketch.layers:
        a = -1
        for b in layer:
            if a >= 0:
                apart = right[a] if a < first_bend else 0.0
                apart += left[b] if b < first_bend else 0.0
                apart += NODE_GAP if a < first_bend and b < first_bend else BEND_GAP
                pair = (block[a], block[b])
                if apart > least.get(pair, 0.0):
                    least[pair] = apart
            a = b
    rightwards: Reach = [[] for _ in range(count)]
    leftwards: Reach = [[] for _ in range(count)]
    for (i, j), apart in least.items():
        rightwards[i].append((j, apart))
        leftwards[j].append((i, apart))
    return rightwards, leftwards


def left_to_right(rightwards: Reach, leftwards: Reach) -> list[int]:
    """Return the blocks so that each comes after all at its left."""
    missing = [len(pairs) for pairs in leftwards]
    order = [b for b, count in enumerate(missing) if count == 0]
    for b in order:
        for c, _ in rightwards[b]:
            missing[c] -= 1
            if missing[c] == 0:
                order.append(c)
    return order


def balanced(order: list[int], rightwards: Reach, leftwards: Reach) -> list[float]:
    """Return the mean of the packing to the left and the packing to the right."""
    packed = pack(order, rightwards, leftwards)
    mirrored = pack(order[::-1], leftwards, rightwards)
    wide, mirrored_wide = max(packed), max(mirrored)
    # Both are at least as wide as the drawing must be; line up their outer edges.
    shift = min(wide, mirrored_wide)
    return [(a + shift - b) / 2 for a, b in zip(packed, mirrored, strict=True)]


def pack(order: list[int], ahead: Reach, behind: Reach) -> list[float]:
    """Return the x of each block as near to 0 as possible, then closed up on those ahead."""
    x = [0.0] * len(order)
    for b in order:
        for c, apart in behind[b]:
            if x[c] + apart > x[b]:
                x[b] = x[c] + apart
    for b in reversed(order):
        if ahead[b]:
            slack = min([x[c] - apart for c, apart in ahead[b]])
            if slack > x[b]:
                x[b] = slack
    return x


def pulls(sketch: Sketch, block: list[int], count: int) -> list[list[int]]:
    """Return for each block the blocks that its links lead to."""
    pulling: list[list[int]] = [[] for _ in range(count)]
    for u, lower in enumerate(sketch.below):
        b = block[u]
        for v in lower:
            c = block[v]
            if b != c:
                pulling[b].append(c)
                pulling[c].append(b)
    return pulling


def relax(
    x: list[float], order: list[int], rightwards: Reach, leftwards: Reach, pulling: list[list[int]]
) -> None:
    """Move each block towards the median of its links, as far as its neighbours let it."""
    moving = [b for b in order if pulling[b]]
    for turn in range(ROUNDS):
        for b in moving if turn % 2 == 0 else reversed(moving):
            near = pulling[b]
            wish = x[near[0]] if len(near) == 1 else median([x[c] for c in near])
            if wish > x[b]:
                room = [x[c] - apart for c, apart in rightwards[b]]
                x[b] = min(wish, *room) if room else wish
            elif wish < x[b]:
                room = [x[c] + apart for c, apart in leftwards[b]]
                x[b] = max(wish, *room) if room else wish
    for b, at in enumerate(x):
        x[b] = float(round(at))
