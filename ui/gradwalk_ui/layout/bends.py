"""Cut long edges into steps of one rank, so that they find a way between the boxes.

The edges of one source share their bends (a trunk with branches); without that a weight
used at T ranks would cost T*T bends. What would still cost too many runs in a lane.
"""

from gradwalk_ui.layout.model import Sketch

FAR = 12  # ranks: longer edges run beside the graph, once bends are too many
FREE_BENDS = 400


def bend(sketch: Sketch) -> None:
    """Fill in the neighbours of every vertex, one rank apart, adding bends as needed."""
    rank = sketch.rank
    limit = longest_span(sketch)
    count = len(rank)
    sketch.above = above = [[] for _ in range(count)]
    sketch.below = below = [[] for _ in range(count)]
    for source, target in sketch.edges:
        span = rank[target] - rank[source]
        if span > limit:
            sketch.far.append((source, target))
            continue
        last = source
        for r in range(rank[source] + 1, rank[target]):
            at = sketch.trunk.get((source, r))
            if at is None:
                at = sketch.trunk[source, r] = len(rank)
                rank.append(r)
                above.append([last])
                below.append([])
                below[last].append(at)
            last = at
        below[last].append(target)
        above[target].append(last)


def longest_span(sketch: Sketch) -> int:
    """Return how many ranks an edge may span before it runs in a lane."""
    rank = sketch.rank
    deepest = rank[:]
    for source, target in sketch.edges:
        if rank[target] > deepest[source]:
            deepest[source] = rank[target]
    bends = sum([low - high - 1 for low, high in zip(deepest, rank, strict=True) if low > high])
    return FAR if bends > 4 * len(rank) + FREE_BENDS else max(rank) + 1
