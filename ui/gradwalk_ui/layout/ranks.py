"""Give each vertex its rank: as high as its producers allow, sources just above their consumers.

Everything is a loop: autograd graphs are deep, and recursion would end at a thousand ops.
"""

NEAR = 4  # ranks: a branch that could go lower by no more stays level with its like


def neighbours(count: int, edges: list[tuple[int, int]]) -> tuple[list[list[int]], list[list[int]]]:
    """Return the producers and the consumers of each vertex, in the order of the edges."""
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        above[target].append(source)
        below[source].append(target)
    return above, below


def topological(above: list[list[int]], below: list[list[int]]) -> list[int]:
    """Return the vertices, producers first; those on a circle or after it are missing."""
    missing = [len(sources) for sources in above]
    order = [v for v, count in enumerate(missing) if count == 0]
    for v in order:
        for w in below[v]:
            missing[w] -= 1
            if missing[w] == 0:
                order.append(w)
    return order


def acyclic(count: int, edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the edges with every circle broken by turning its closing edge round."""
    above, below = neighbours(count, edges)
    if len(topological(above, below)) == count:
        return edges
    state = bytearray(count)  # 0 new, 1 on the way down to here, 2 left behind
    turned: set[tuple[int, int]] = set()
    starts = [v for v in range(count) if not above[v]] + list(range(count))
    for start in starts:
        path = [(start, 0)] if state[start] == 0 else []
        while path:
            v, k = path.pop()
            state[v] = 1
            if k == len(below[v]):
                state[v] = 2
                continue
            path.append((v, k + 1))
            w = below[v][k]
            if state[w] == 1:
                turned.add((v, w))
            elif state[w] == 0:
                path.append((w, 0))
    flipped = [(w, v) if (v, w) in turned else (v, w) for v, w in edges]
    return list(dict.fromkeys(flipped))


def rank(count: int, edges: list[tuple[int, int]], later: list[tuple[int, int]]) -> list[int]:
    """Return the rank of each vertex of a graph without circles; the first rank is 0.

    The second of each pair in `later` stands lower, unless that contradicts the edges.
    """
    above, below = neighbours(count, edges)
    before, after = neighbours(count, edges + later) if later else (above, below)
    order = topological(before, after)
    if len(order) < count:
        order, after = topological(above, below), below
    ranks = [0] * count
    for v in order:
        beneath = ranks[v] + 1
        for w in after[v]:
            if ranks[w] < beneath:
                ranks[w] = beneath
    hanging = loose(order, above, below)
    for v in reversed(order):
        if not below[v]:
            continue
        lowest = min([ranks[w] for w in after[v]]) - 1
        if lowest > ranks[v]:
            # What costs less ink lower down goes lower. A source holds nobody up, and a branch
            # that hangs on one (what is made of a weight alone) goes with a far consumer.
            far = lowest - ranks[v] > NEAR
            holding = [u for u in above[v] if not (hanging[u] if far else not above[u])]
            if len(holding) < len(below[v]):
                ranks[v] = lowest
    top = min(ranks, default=0)
    return [r - top for r in ranks] if top else ranks


def loose(order: list[int], above: list[list[int]], below: list[list[int]]) -> list[bool]:
    """Return which vertices are sources, or lie on a plain chain that begins at a source."""
    hanging = [not sources for sources in above]
    for v in order:
        if len(above[v]) == 1 and len(below[v]) == 1:
            hanging[v] = hanging[above[v][0]]
    return hanging
