"""Gather docked boxes around their host: chips in a column at its left, cards at its right.

A column, never a row, since the link of a far chip would pass over a nearer one.
"""

from gradwalk_ui.layout.model import CHIP_GAP, LEAD, LEAF_GAP, STACK_GAP, Box, Units

Ends = list[tuple[str, int, int]]  # link, source box, target box


def gather(boxes: list[Box], index: dict[str, int], ends: Ends) -> Units:
    """Return the units: one for each box that is not docked, in order of creation."""
    host_of = hosts(boxes, index, ends)
    units = Units([], [], [], [], [0] * len(boxes), [(0.0, 0.0)] * len(boxes), {})
    guests: dict[tuple[int, int], list[int]] = {}
    for i, box in enumerate(boxes):
        if host_of[i] != i:
            side = 1 if box.side == "right" else -1
            guests.setdefault((host_of[i], side), []).append(i)
            continue
        units.of_box[i] = len(units.host)
        units.host.append(i)
        units.left.append(box.width / 2)
        units.right.append(box.width / 2)
        units.half.append(box.height / 2)
    if guests:
        outer = {i for _, s, t in ends if host_of[s] != host_of[t] for i in (s, t)}
        for (host, side), column in guests.items():
            unit = units.of_box[host]
            stack(boxes, units, unit, column, side)
            if len(column) > 1 and not outer.isdisjoint(column):
                free = widen(units, unit, side, LEAD)
                units.sideways.update((i, free) for i in column if i in outer)
    return units


def hosts(boxes: list[Box], index: dict[str, int], ends: Ends) -> list[int]:
    """Return for each box the box whose unit it joins; docks on docked boxes are followed."""
    found = list(range(len(boxes)))
    for i, box in enumerate(boxes):
        seen = {i}
        at = box
        while at.dock is not None and at.dock in index:
            found[i] = index[at.dock]
            at = boxes[found[i]]
            if found[i] in seen:  # docked in a circle: nobody is the host, so each stands alone
                found[i] = i
                break
            seen.add(found[i])
    for _, source, target in ends:
        host = found[source]
        if host == found[target] and host not in (source, target):
            found[target] = target  # two guests of one host: their link would pass over it
    return found


def stack(boxes: list[Box], units: Units, unit: int, column: list[int], side: int) -> None:
    """Place one column of docked boxes at one side (-1 left, 1 right) of a unit's host."""
    height = sum(boxes[i].height for i in column) + STACK_GAP * (len(column) - 1)
    gap = LEAF_GAP if side < 0 else CHIP_GAP
    edge = boxes[units.host[unit]].width / 2 + gap
    y = -height / 2
    for i in column:
        units.of_box[i] = unit
        units.offset[i] = side * (edge + boxes[i].width / 2), y + boxes[i].height / 2
        y += boxes[i].height + STACK_GAP
    units.half[unit] = max(units.half[unit], height / 2)
    widen(units, unit, side, gap + max(boxes[i].width for i in column))


def widen(units: Units, unit: int, side: int, by: float) -> float:
    """Make a unit reach farther to one side, and return how far from its centre that is."""
    reach = units.right if side > 0 else units.left
    reach[unit] += by
    return side * reach[unit]
