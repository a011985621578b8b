"""The scene of both: ids with their side before them, one list of moments, one text.

Where a node is in both runs it has the same place in both pictures: they are laid out as one graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gradwalk_ui import source
from gradwalk_ui.compare.places import Places, arrange
from gradwalk_ui.paths import packed

if TYPE_CHECKING:
    from gradwalk_ui.compare.lines import Merged
    from gradwalk_ui.compare.match import Pairs, Steps
    from gradwalk_ui.compare.side import Row, Scene, Side

REFERENCES = ("value", "grad", "incoming")  # fields whose values are places in the table
TOLD = ("errors", "silent", "advice")  # what cards under the code tell
GRAINS = ("line", "op", "sub")


@dataclass(frozen=True, slots=True)
class Sides:
    """Both scenes and their text."""

    a: Side
    b: Side
    text: Merged

    def both(self) -> tuple[Side, Side]:
        """Return A and B."""
        return self.a, self.b


class Composer:
    """One side on its way into the scene of both."""

    def __init__(
        self, side: Side, places: Places, cell_of: list[int], moments: list[int], values: int
    ) -> None:
        self.side = side
        self.places = places
        self.cell_of = cell_of  # by row of the text
        self.moments = moments  # by moment of this side: the one in the scene of both
        self.values = values  # how many come before this side's

    def value(self, place: int | None) -> int | None:
        """Return a place in the table of values."""
        return None if place is None else place + self.values

    def at(self, row: Row) -> Row:
        """Return the line and cell of something."""
        line = self.side.row(row["line"])
        return {"line": line, "cell": self.cell_of[line]}

    def words(self, words: Row | None) -> Row | None:
        """Return words whose lines are those of the text of both."""
        if words is None:
            return None
        args = {
            name: self.side.row(value) if name == "line" or name.endswith("_line") else value
            for name, value in words["args"].items()
        }
        return {"key": words["key"], "args": args}

    def node(self, node: Row) -> Row:
        """Return a node."""
        one = self.side.id
        found = {**node, **self.at(node), "id": one(node["id"])}
        for field in ("tensor", "storage", "made_by", "docked", "tensor_node", "node", "after"):
            if field in node:
                found[field] = one(node[field])
        if node["kind"] == "op":
            found["outputs"] = self.side.ids(node["outputs"])
            found["inputs"] = [{**each, "node": one(each["node"])} for each in node["inputs"]]
        elif node["kind"] == "saved":
            found["op"] = one(node["op"])
        return found | self.places.nodes[found["id"]]

    def edge(self, edge: Row) -> Row:
        """Return an edge."""
        ends = {end: self.side.id(edge[end]) for end in ("id", "from", "to")}
        return {**edge, **ends, "path": packed(self.places.paths[ends["id"] or ""])}

    def storage(self, storage: Row) -> Row:
        """Return a storage."""
        found = {**storage, "id": self.side.id(storage["id"])}
        found["members"] = self.side.ids(storage["members"])
        if "writes" in storage:
            found["writes"] = [
                {**row, "moment": self.moments[row["moment"]], "line": self.side.row(row["line"])}
                for row in storage["writes"]
            ]
        return found

    def moment(self, moment: Row) -> Row:
        """Return a moment."""
        moves = [
            {**move, "edge": self.side.id(move["edge"]), "value": self.value(move["value"])}
            for move in moment["moves"]
        ]
        lit = self.side.ids(moment["lit"])
        return {**moment, **self.at(moment), "lit": lit, "moves": moves,
                "words": self.words(moment["words"])}  # fmt: skip

    def changes(self) -> Row:
        """Return how the fields change."""
        return {
            f"{self.side.letter}:{identity}": {
                field: [[self.moments[k], self.state(field, state)] for k, state in entries]
                for field, entries in fields.items()
            }
            for identity, fields in self.side.scene["changes"].items()
        }

    def state(self, field: str, state: Any) -> Any:
        """Return a field's value."""
        if field in REFERENCES:
            return self.value(state)
        if field not in ("wrong", "gradient") or state is None:
            return state
        places = {
            name: self.value(state[name]) for name in ("value", "true", "got") if name in state
        }
        return {**state, **places}

    def outputs(self) -> list[Row]:
        """Return what was printed."""
        return [self.output(row) for row in self.side.scene["output"]]

    def all_told(self, kind: str) -> list[Row]:
        """Return the errors, the gradients that are silently wrong, or the advice."""
        return [self.told(row) for row in self.side.scene[kind]]

    def told(self, row: Row) -> Row:
        """Return one of them without edits of its own text."""
        found = {
            **row,
            **self.at(row),
            "moment": self.moments[row["moment"]],
            "nodes": self.side.ids(row["nodes"]),
            "explain": self.words(row["explain"]),
            "mends": [self.words(mend) for mend in row["mends"]],
            "side": self.side.letter,
        }
        if "lines" in row:
            lines = {name: self.side.row(line) or None for name, line in row["lines"].items()}
            found |= {"lines": lines}
        if "leaf" in row:
            found |= {"leaf": self.side.id(row["leaf"])}
            found |= {name: self.value(row[name]) for name in ("got", "true")}
        return found

    def output(self, row: Row) -> Row:
        """Return a piece of output."""
        return {**row, **self.at(row), "moment": self.moments[row["moment"]],
                "side": self.side.letter}  # fmt: skip


def composed(sides: Sides, pairs: Pairs, a: Composer, b: Composer, steps: Steps) -> Scene:
    """Return the scene of both, without what differs."""
    scenes = [each.side.scene for each in (a, b)]
    stopped = next((each for each in map(stop, (b, a)) if each), None)
    return {
        "version": scenes[0]["version"],
        "source": sides.text.source,
        "cells": cells(sides),
        "size": a.places.size,
        "values": scenes[0]["values"] + scenes[1]["values"],
        "nodes": [each.node(node) for each in (a, b) for node in each.side.scene["nodes"]],
        "edges": [each.edge(edge) for each in (a, b) for edge in each.side.scene["edges"]],
        "groups": [],
        "storages": [each.storage(row) for each in (a, b) for row in each.side.scene["storages"]],
        "moments": [moment(a, b, step) for step in steps],
        "changes": a.changes() | b.changes(),
        "output": once(a.outputs() + b.outputs()),
        **{kind: once(a.all_told(kind) + b.all_told(kind)) for kind in TOLD},
        "stopped": stopped,
        "comparison": {
            "rows": [list(each) for each in sides.text.numbers],
            "half": a.places.half,
            "pairs": [
                [f"a:{one}", f"b:{two}"] for one, two in pairs.items() if one in sides.a.nodes
            ],
        },
    }


def composers(sides: Sides, pairs: Pairs, steps: Steps) -> tuple[Composer, Composer]:
    """Return what composes each side."""
    places = arrange(sides.a, sides.b, pairs)
    moments: tuple[list[int], list[int]] = ([], [])
    for k, step in enumerate(steps):
        for side, moment in zip(moments, step, strict=True):
            if moment is not None:
                side.append(k)
    cell_of = [0] * (len(sides.text.numbers) + 1)
    for number, cell in enumerate(cells(sides)):
        for row in range(cell["first"], cell["last"] + 1):
            cell_of[row] = number
    before = len(sides.a.scene["values"])
    return (
        Composer(sides.a, places, cell_of, moments[0], 0),
        Composer(sides.b, places, cell_of, moments[1], before),
    )


def cells(sides: Sides) -> list[Row]:
    """Return the cells of the text of both."""
    found = source.split(sides.text.source)[0]
    rows = [{"kind": cell.kind, "first": cell.first, "last": cell.last} for cell in found]
    for row, cell in zip(rows, found, strict=True):
        if cell.text is not None:
            row["text"] = dict(cell.text)
    return rows


def moment(a: Composer, b: Composer, step: tuple[int | None, int | None]) -> Row:
    """Return one moment of the timeline, B's where it is in both."""
    i, j = step
    one = None if i is None else a.moment(a.side.scene["moments"][i])
    two = None if j is None else b.moment(b.side.scene["moments"][j])
    if one is None or two is None:
        alone = one or two
        assert alone is not None
        return {**alone, "side": "b" if one is None else "a"}
    both = {**two, "lit": one["lit"] + two["lit"], "moves": one["moves"] + two["moves"]}
    both["grain"] = min(one["grain"], two["grain"], key=GRAINS.index)
    both["mark"] = two["mark"] or one["mark"]
    return both if one["words"] == two["words"] else {**both, "before": one["words"]}


def once(rows: list[Row]) -> list[Row]:
    """Return the rows in order; what is the same in both stands there once, for both."""
    known: dict[tuple[Any, ...], Row] = {}
    found = []
    for row in rows:
        said = (row.get(field) for field in ("stream", "type", "text"))
        key = (row["moment"], row["line"], *said, str(row.get("explain")))
        twin = known.pop(key, None) if row["side"] == "b" else None
        if twin is None:
            known[key] = row
            found.append(row)
            continue
        del twin["side"]
        if "nodes" in twin:
            twin["nodes"] = twin["nodes"] + row["nodes"]
    return sorted(found, key=lambda row: row["moment"])


def stop(side: Composer) -> Row | None:
    """Return why a side's program was ended."""
    stopped = side.side.scene["stopped"]
    if stopped is None:
        return None
    return {**stopped, "line": side.side.row(stopped["line"])}
