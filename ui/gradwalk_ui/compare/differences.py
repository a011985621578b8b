"""What differs: a list in words, first difference first, and for each node what differs when.

States are compared where both runs have come to the same step; between two such moments one may be
ahead of the other, and that is no difference.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from gradwalk_ui.changes import Changes
from gradwalk_ui.compare.same import same_texts, same_values
from gradwalk_ui.film import say

if TYPE_CHECKING:
    from gradwalk_ui.compare.compose import Sides
    from gradwalk_ui.compare.match import Pairs, Steps
    from gradwalk_ui.compare.side import Row, Scene, Side

MOST = 200  # rows of the list
FIELDS: dict[str, Row] = {  # of the kinds of nodes, with what each is before its first change
    "tensor": {"value": None, "requires_grad": False, "version": 0, "grad": None, "wrong": None},
    "saved": {"state": "held"},
    "op": {},
}
LIGHT = (None, "save", "alias", "accumulated", "again", "freed", "print", "no_grad", "backward")
TABLED = ("value", "grad")
ALARMS = {"stale": "stale", "failed": "stale", "blind": "blind"}  # of saved tensors, by state


class Comparing:
    """Finds the differences of a scene of both, and notes them in it."""

    def __init__(self, whole: Scene, sides: Sides, pairs: Pairs, steps: Steps) -> None:
        self.whole = whole
        self.sides = sides
        self.pairs = {one: two for one, two in pairs.items() if one in sides.a.nodes}
        after = [*(None not in step for step in steps[1:]), True]  # the next is a step of both
        self.meets = [k for k, both in enumerate(after) if both]
        self.rows: list[Row] = []
        self.notes: dict[str, list[tuple[int, str, bool]]] = {}  # by node of the scene of both

    def found(self) -> list[Row]:
        """Return the rows, first difference first; and note in the scene what differs when."""
        for left, right in self.pairs.items():
            self.pair(self.sides.a.nodes[left], self.sides.b.nodes[right])
        self.alone(self.sides.a, set(self.pairs))
        self.alone(self.sides.b, set(self.pairs.values()))
        self.printed()
        self.errors()
        self.note()
        for row in self.rows:
            moment = self.whole["moments"][row["moment"]]
            moment["mark"] = "differs" if moment["mark"] in LIGHT else moment["mark"]
        order = ("op", "only", "value", "printed")
        self.rows.sort(key=lambda row: (row["moment"],
                       order.index(row["kind"]) if row["kind"] in order else 2))  # fmt: skip
        return self.rows

    def row(self, kind: str, moment: int, nodes: list[str], words: Row) -> None:
        """Add a row to the list."""
        self.rows.append({"kind": kind, "moment": moment, "nodes": nodes, "words": words})

    def entries(self, identity: str, field: str) -> list[list[Any]]:
        """Return how a field changes."""
        found: list[list[Any]] = self.whole["changes"].get(identity, {}).get(field, [])
        return found

    def appears(self, identity: str) -> int:
        """Return the moment from which a node is shown."""
        return next((k for k, shown in self.entries(identity, "shown") if shown), 0)

    def pair(self, one: Row, two: Row) -> None:
        """Compare a node that is in both."""
        left, right = f"a:{one['id']}", f"b:{two['id']}"
        if one["kind"] == "op" and one["op"] != two["op"]:
            at = self.meet(max(map(self.appears, (left, right))))
            self.row("op", at, [left, right], say("compare.op", a=one["symbol"], b=two["symbol"]))
            self.mark(at, (left, right), "op")
        if one["kind"] == "tensor" and (one["shape"], one["dtype"]) != (two["shape"], two["dtype"]):
            at = self.meet(max(map(self.appears, (left, right))))
            name = self.sides.b.name(two)
            shapes = [f"{node['dtype']} {node['shape']}" for node in (one, two)]
            words = say("compare.shape", name=name, a=shapes[0], b=shapes[1])
            self.row("value", at, [left, right], words)
            self.mark(at, (left, right), "value")
            return
        for field, first in FIELDS[one["kind"]].items():
            self.field(one, two, field, first)

    def field(self, one: Row, two: Row, field: str, first: Any) -> None:
        """Compare one field of a node that is in both, wherever it changes."""
        nodes = f"a:{one['id']}", f"b:{two['id']}"
        changes = [self.entries(node, field) for node in nodes]
        start = self.meet(max(map(self.appears, nodes)))
        times = [k for entries in changes for k, _ in entries]
        differed = told = False
        for k in sorted({start, *(self.meet(k) for k in times)}):
            if k < start:
                continue
            states = [state_at(entries, k, first) for entries in changes]
            differs = not self.same(field, *states)
            if differs == differed:
                continue
            differed = differs
            began = max((time for time in times if time <= k), default=k)
            self.mark(began, nodes, field, on=differs)
            if differs and not told:
                told = True
                self.tell(field, began, nodes, two, states)

    def tell(
        self, field: str, moment: int, nodes: tuple[str, str], node: Row, states: list[Any]
    ) -> None:
        """Add the rows of a field that differs."""
        name = self.sides.b.name(node)
        if field not in ("state", "wrong"):
            one, two = (self.text(field, state) for state in states)
            self.row(field, moment, [*nodes], say(f"compare.{field}", name=name, a=one, b=two))
            return
        saver = {"node": self.sides.b.saver(node)} if field == "state" else {}
        for side, state in zip("AB", states, strict=True):
            what = ALARMS.get(state) if field == "state" else "wrong" if state else None
            if what is not None:
                words = say(f"compare.{what}", name=name, side=side, **saver)
                self.row(field, moment, [*nodes], words)

    def same(self, field: str, one: Any, two: Any) -> bool:
        """Return whether two states of a field are the same."""
        if field in TABLED:
            return same_values(self.value(one), self.value(two))
        if field == "wrong":
            return (one is None) == (two is None)
        if field == "state":
            return ALARMS.get(one) == ALARMS.get(two)
        return bool(one == two)

    def value(self, place: int | None) -> Row | None:
        """Return a value of the table."""
        return None if place is None else self.whole["values"][place]

    def text(self, field: str, state: Any) -> Any:
        """Return a state in a word or a number."""
        if field in TABLED:
            value = self.value(state)
            return "None" if value is None else value["text"]
        return state

    def alone(self, side: Side, known: set[str]) -> None:
        """Tell of what is in one run only; of an op's results and cards the op speaks."""
        for node in side.nodes.values():
            if node["id"] in known:
                continue
            identity = side.id(node["id"]) or ""
            at = self.appears(identity)
            self.mark(at, (identity,), "only")
            maker = node.get("made_by") or (node["op"] if node["kind"] == "saved" else None)
            if maker is not None and maker not in known:
                continue
            kind = "saved" if node["kind"] == "saved" else "op" if node["kind"] == "op" else "leaf"
            saver = {"node": side.saver(node)} if kind == "saved" else {}
            name = node["symbol"] if kind == "op" else side.name(node)
            words = say(f"compare.only_{kind}", name=name, side=side.letter.upper(), **saver)
            self.row("only", at, [identity], words)

    def printed(self) -> None:
        """Compare what was printed."""
        pieces: dict[int, dict[str, list[Row]]] = {}
        for row in self.whole["output"]:
            if row["stream"] != "error":
                both = pieces.setdefault(row["moment"], {"a": [], "b": []})
                for letter in row.get("side", "ab"):
                    both[letter].append(row)
        for moment, both in pieces.items():
            texts = {letter: "".join(row["text"] for row in rows).rstrip("\n")
                     for letter, rows in both.items()}  # fmt: skip
            if not both["a"] or not both["b"]:
                side = "a" if both["a"] else "b"
                words = say("compare.only_printed", side=side.upper(), text=texts[side][:200])
                self.row("printed", moment, [], words)
            elif not same_texts(texts["a"], texts["b"]):
                cut = {letter: text[:200] for letter, text in texts.items()}
                self.row("printed", moment, [], say("compare.printed", **cut))

    def errors(self) -> None:
        """Compare the errors."""
        for row in self.whole["errors"]:
            if "side" in row:
                words = say("compare.only_error", side=row["side"].upper(), type=row["type"])
                self.row("error", row["moment"], row["nodes"], words)
        stopped = [side.scene["stopped"] is not None for side in self.sides.both()]
        if stopped[0] != stopped[1]:
            last = max(len(self.whole["moments"]) - 1, 0)
            self.row("stopped", last, [], say("compare.stopped", side="A" if stopped[0] else "B"))

    def meet(self, k: int) -> int:
        """Return the moment, from this one on, at which both runs are at the same step."""
        return self.meets[min(bisect_left(self.meets, k), len(self.meets) - 1)]

    def mark(self, moment: int, nodes: tuple[str, ...], what: str, *, on: bool = True) -> None:
        """Note that something differs from a moment on, or no longer."""
        for node in nodes:
            self.notes.setdefault(node, []).append((moment, what, on))

    def note(self) -> None:
        """Put what differs into the scene, as a field of the nodes."""
        changes = Changes()
        changes.lists = self.whole["changes"]
        for node, notes in self.notes.items():
            now: list[str] = []
            for moment, what, on in sorted(notes):
                now = [*now, what] if on else [each for each in now if each != what]
                changes.set(moment, node, "differs", now)


def state_at(entries: list[list[Any]], moment: int, first: Any) -> Any:
    """Return a field's state at a moment."""
    place = bisect_left(entries, moment + 1, key=lambda entry: entry[0])
    return entries[place - 1][1] if place else first


def differences(whole: Scene, sides: Sides, pairs: Pairs, steps: Steps) -> Row:
    """Return the list of differences and how many there are; the scene is marked with them."""
    rows = Comparing(whole, sides, pairs, steps).found()
    return {"count": len(rows), "rows": rows[:MOST]}
