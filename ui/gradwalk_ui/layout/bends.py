"""Cut long edges into steps of one rank, so that they find a way between the boxes.

Where that spares many bends, the edges of one source share them (a trunk with branches): a
weight used at T ranks would cost T*T bends. What would still cost too many runs in a lane.
"""

from gradwalk_ui.layout.model import Sketch

SPARED = 12  # bends spared by a trunk, from which on it is worth the crossings it may cost
FAR = 12  # ranks: longer edges run beside the graph, once bends are too many
FREE_BENDS = 400


def bend(sketch: Sketch) -> None:
    """Fill in the neighbours of every vertex, one rank apart, adding bends as needed."""
    rank = sketch.rank
    longest, total = spans(sketch)
    hub = [every - most >= SPARED for most, every in zip(longest, total, strict=True)]
    bends = sum([m if h else t for m, t, h in zip(longest, total, hub, strict=True)])
    limit = FAR if bends > 4 * len(rank) + FREE_BENDS else len(rank)
    count = len(rank)
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    sketch.above, sketch.below = above, below
    for source, target in sketch.edges:
        span = rank[target] - rank[source]
        if span > limit:
            sketch.far.append((source, target))
            continue
        last = source
        if span > 1:
            chain = sketch.bends.setdefault((source, -1 if hub[source] else target), [])
            lengthen(sketch, chain, source, span - 1)
            last = chain[span - 2]
        below[last].append(target)
        above[target].append(last)


def lengthen(sketch: Sketch, chain: list[int], source: int, length: int) -> None:
    """Add bends to the end of a chain that begins below its source."""
    while len(chain) < length:
        last = chain[-1] if chain else source
        bent = len(sketch.rank)
        chain.append(bent)
        sketch.rank.append(sketch.rank[last] + 1)
        sketch.above.append([last])
        sketch.below.append([])
        sketch.below[last].append(bent)


def spans(sketch: Sketch) -> tuple[list[int], list[int]]:
    """Return for each source the bends of its longest edge, and of all its edges."""
    longest, total = [0] * len(sketch.units), [0] * len(sketch.units)
    for v, w in sketch.edges:
        bends = sketch.rank[w] - sketch.rank[v] - 1
        if bends:
            total[v] += bends
            longest[v] = max(longest[v], bends)
    return longest, total
