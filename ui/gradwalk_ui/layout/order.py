"""Order the vertices of each rank so that few edges cross; ties keep the order of creation.

A depth-first walk gives an order that is already planar for most programs; sweeps of
barycentres mend the rest, and the best order met is kept, by an exact count of crossings.
"""

from bisect import bisect_right, insort
from itertools import pairwise

from gradwalk_ui.layout.model import Sketch

SWEEPS = 8
PATIENCE = 4  # sweeps without a gain before giving up
ATTEMPTS = ((False, 0), (True, 0), (False, 1))  # walk along bends first?, first sweep
LARGE = 1500  # vertices from which on one attempt must do


def order(sketch: Sketch) -> None:
    """Fill in the layers of a sketch."""
    fewest = -1
    for bends_first, first in ATTEMPTS if len(sketch.rank) < LARGE else ATTEMPTS[:1]:
        layers, count = attempt(sketch, bends_first, first)
        if fewest < 0 or count < fewest:
            sketch.layers, fewest = layers, count
        if fewest == 0:
            break
    if backwards(sketch):
        for layer in sketch.layers:
            layer.reverse()


def backwards(sketch: Sketch) -> bool:
    """Say whether the mirror image, which crosses as often, keeps the order of creation better."""
    first_bend = len(sketch.units)
    agreeing = 0
    for layer in sketch.layers:
        boxes = [v for v in layer if v < first_bend]
        agreeing += sum([1 if a < b else -1 for a, b in pairwise(boxes)])
    return agreeing < 0


def attempt(sketch: Sketch, bends_first: bool, first: int) -> tuple[list[list[int]], int]:
    """Return the best layers met from one start, and how many crossings they have."""
    layers = walk(sketch, bends_first)
    place = [0] * len(sketch.rank)
    settle(layers, place)
    best, fewest, vain = layers, crossings(layers, sketch.below, place), 0
    layers = [layer[:] for layer in layers]
    for sweep in range(first, first + SWEEPS):
        if fewest == 0 or vain == PATIENCE:
            break
        downwards = sweep % 2 == 0
        # Turning ties round in every other pair of sweeps lets branches change sides.
        ties = -1 if sweep & 2 else 1
        sort_layers(layers, place, sketch.above if downwards else sketch.below, downwards, ties)
        count = crossings(layers, sketch.below, place)
        vain += 1
        if count < fewest:
            best, fewest, vain = [layer[:] for layer in layers], count, 0
    return best, fewest


def walk(sketch: Sketch, bends_first: bool) -> list[list[int]]:
    """Return the layers in the order in which a depth-first walk meets the vertices."""
    above, below, rank, first_bend = sketch.above, sketch.below, sketch.rank, len(sketch.units)
    layers: list[list[int]] = [[] for _ in range(max(rank) + 1)]
    seen = bytearray(len(rank))
    for start in range(len(rank)):
        pending = [start] if not above[start] else []
        while pending:
            v = pending.pop()
            if seen[v]:
                continue
            seen[v] = 1
            layers[rank[v]].append(v)
            lower = [w for w in reversed(below[v]) if not seen[w]]
            if bends_first:
                lower.sort(key=lambda w: w >= first_bend)
            pending += lower
            pending += [u for u in reversed(above[v]) if not seen[u]]
    return layers


def settle(layers: list[list[int]], place: list[int]) -> None:
    """Write each vertex's index in its layer into `place`."""
    for layer in layers:
        for i, v in enumerate(layer):
            place[v] = i


def sort_layers(
    layers: list[list[int]], place: list[int], nearby: list[list[int]], downwards: bool, ties: int
) -> None:
    """Sort every layer but the first met by the mean place of the neighbours already sorted."""
    for layer in layers[1:] if downwards else layers[-2::-1]:
        if len(layer) < 2:
            continue
        means: list[float] = []
        for v in layer:
            near = nearby[v]
            if len(near) == 1:
                means.append(place[near[0]])
            elif near:
                means.append(sum([place[w] for w in near]) / len(near))
            else:
                means.append(place[v])
        indices = range(0, ties * len(layer), ties)
        layer[:] = [v for _, _, v in sorted(zip(means, indices, layer, strict=True))]
        for i, v in enumerate(layer):
            place[v] = i


def crossings(layers: list[list[int]], below: list[list[int]], place: list[int]) -> int:
    """Return the number of crossing pairs of edges, by counting inversions."""
    total = 0
    for layer in layers[:-1]:
        ends: list[int] = []
        for v in layer:
            lower = below[v]
            if len(lower) == 1:
                ends.append(place[lower[0]])
            elif lower:
                ends += sorted([place[w] for w in lower])
        if ends == sorted(ends):
            continue
        met: list[int] = []
        for end in ends:
            total += len(met) - bisect_right(met, end)
            insort(met, end)
    return total
