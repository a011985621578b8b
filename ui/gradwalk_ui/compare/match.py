"""Which node of A is which of B, and which moment: by line, op and order.

Both are the longest common order: what has moved past something else is in each run by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradwalk_ui.compare.lines import Merged
    from gradwalk_ui.compare.side import Row, Side

Pairs = dict[str, str]  # of A's ids to B's: nodes and edges
Steps = list[tuple[int | None, int | None]]  # a moment of A, a moment of B, in one order


def match(a: Side, b: Side, text: Merged) -> tuple[Pairs, Steps]:
    """Return the pairs of nodes and edges, and the one timeline."""
    pairs = nodes(a, b, text)
    pairs |= edges(a, b, pairs)
    return pairs, steps(a, b, text, pairs)


def nodes(a: Side, b: Side, text: Merged) -> Pairs:
    """Return which leaves, ops, results and saved cards are the same in both."""
    one, two = heads(a), heads(b)
    lines = [
        [text.keys[side.row(node["line"])] for node in found]
        for side, found in ((a, one), (b, two))
    ]
    tokens, kinds = (
        [
            [(line, node.get(what)) for line, node in zip(*each, strict=True)]
            for each in zip(lines, (one, two), strict=True)
        ]
        for what in ("op", "kind")
    )
    found = in_order(numbered(tokens[0]), numbered(tokens[1]))
    found += changed(found, kinds[0], kinds[1])
    pairs: Pairs = {}
    for i, j in sorted(found):
        pairs[one[i]["id"]] = two[j]["id"]
        pairs |= dict(zip(one[i].get("outputs", ()), two[j].get("outputs", ()), strict=False))
    cards = {(node["op"], node["name"]): node["id"] for node in b.nodes.values()
             if node["kind"] == "saved"}  # fmt: skip
    for node in a.nodes.values():
        if node["kind"] == "saved" and (pairs.get(node["op"]), node["name"]) in cards:
            pairs[node["id"]] = cards[pairs[node["op"]], node["name"]]
    return pairs


def heads(side: Side) -> list[Row]:
    """Return the nodes that others hang on: ops, and the tensors that no op made."""
    return [
        node
        for node in side.nodes.values()
        if node["kind"] == "op" or (node["kind"] == "tensor" and node["made_by"] is None)
    ]


def numbered(tokens: Sequence[Hashable]) -> list[Hashable]:
    """Return the tokens, each with how often it came before: the same in both runs of a loop."""
    seen: Counter[Hashable] = Counter()
    found: list[Hashable] = []
    for token in tokens:
        found.append((token, seen[token]))
        seen[token] += 1
    return found


def in_order(one: Sequence[Hashable], two: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the most pairs of equal tokens that are in order in both; each token is there once."""
    place = {token: j for j, token in enumerate(two)}
    common = [(i, place[token]) for i, token in enumerate(one) if token in place]
    ends: list[int] = []  # by length: the smallest end of a rising row, and who it is
    tails: list[int] = []
    before = [-1] * len(common)
    for n, (_, j) in enumerate(common):
        at = bisect_left(ends, j)
        before[n] = tails[at - 1] if at else -1
        ends[at : at + 1] = [j]
        tails[at : at + 1] = [n]
    found = []
    n = tails[-1] if tails else -1
    while n >= 0:
        found.append(common[n])
        n = before[n]
    return found[::-1]


def changed(
    found: list[tuple[int, int]], one: Sequence[Hashable], two: Sequence[Hashable]
) -> list[tuple[int, int]]:
    """Return more pairs, between those found: the same line and kind, another op."""
    more = []
    ends = [(-1, -1), *found, (len(one), len(two))]
    for (i, j), (i_end, j_end) in pairwise(ends):
        places: dict[Hashable, list[int]] = {}
        for place in range(j + 1, j_end):
            places.setdefault(two[place], []).append(place)
        least = j + 1
        for left in range(i + 1, i_end):
            free = places.get(one[left], [])
            at = bisect_left(free, least)
            if at < len(free):
                more.append((left, free[at]))
                least = free[at] + 1
    return more


def edges(a: Side, b: Side, pairs: Pairs) -> Pairs:
    """Return which edges join the same nodes at the same input."""
    ends = [(edge["from"], edge["to"], edge["input"]) for edge in b.scene["edges"]]
    known = dict(zip(numbered(ends), (edge["id"] for edge in b.scene["edges"]), strict=True))
    mine = [
        (pairs.get(edge["from"]), pairs.get(edge["to"]), edge["input"]) for edge in a.scene["edges"]
    ]
    return {
        edge["id"]: known[ends]
        for edge, ends in zip(a.scene["edges"], numbered(mine), strict=True)
        if ends in known
    }


def steps(a: Side, b: Side, text: Merged, pairs: Pairs) -> Steps:
    """Return the moments of both in one order; those that are the same step together."""
    back = {right: f"a:{left}" for left, right in pairs.items()}
    left = numbered([token(a, text, row, {}) for row in a.scene["moments"]])
    right = numbered([token(b, text, row, back) for row in b.scene["moments"]])
    found: Steps = []
    i = j = 0
    for i_next, j_next in [*in_order(left, right), (len(left), len(right))]:
        found += [(k, None) for k in range(i, i_next)]
        found += [(None, k) for k in range(j, j_next)]
        if i_next < len(left):
            found.append((i_next, j_next))
        i, j = i_next + 1, j_next + 1
    return found


def token(side: Side, text: Merged, moment: Row, back: Pairs) -> Hashable:
    """Return what must be alike in two moments for them to be the same step."""

    def known(ids: list[str]) -> str | None:
        return back.get(ids[0], f"{side.letter}:{ids[0]}") if ids else None

    key = text.keys[side.row(moment["line"])]
    if moment["kind"] in ("failed", "printed"):
        return moment["kind"], key
    lit = known(moment["lit"])
    edge = known([move["edge"] for move in moment["moves"]])
    return moment["kind"], key, lit, edge
