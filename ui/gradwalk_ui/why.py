"""Why is this gradient what it is? The paths that it came by, each with its local derivatives.

The program runs once more; as the backward in question begins, the engine's own rules give each
path's part (gradwalk.paths). Here the parts get the ids and names of the picture.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from gradwalk.array import xp
from gradwalk.trace import events as e
from gradwalk.trace.asking import Asked, AskingRecorder, Found, Turn, Way
from gradwalk.trace.capture import summary

from gradwalk_ui import program
from gradwalk_ui.labels import Labels
from gradwalk_ui.limits import Limits, Progress, Refused
from gradwalk_ui.passes import arrived, pass_at, tensor_at
from gradwalk_ui.picture import Picture
from gradwalk_ui.values import plain, row

if TYPE_CHECKING:
    from gradwalk.trace.events import Value

    from gradwalk_ui.program import Program, Run

Row = dict[str, Any]
SHOWN = 8  # uses and paths that are told one by one
CLOSE = 1e-4  # of the largest number: what float32 loses on the way


def why(read: Program, question: Row, limits: Limits, progress: Progress | None) -> Row:
    """Return the paths from a result to a tensor, and what they add up to."""
    box, result = str(question.get("of")), question.get("result")
    seed, passes = question.get("seed"), question.get("passes")
    if not isinstance(passes, int) or not isinstance(seed, int | None):
        raise Refused("request.bad")
    start = None if result is None else tensor_at(str(result))
    recorder = AskingRecorder(Asked(*tensor_at(box), start, passes))
    run = program.run(read, limits, progress=progress, recorder=recorder, seed=seed)
    if recorder.refused is not None:
        raise Refused("why.refused", text=recorder.refused.split("\n", 1)[0])
    if recorder.found is None:
        raise Refused("why.unreached")
    return Told(run, recorder.found, box, str(result) if start else None).row()


class Told:
    """What was found, in the names of the program and the ids of its picture."""

    def __init__(self, run: Run, found: Found, box: str, result: str | None) -> None:
        self._events = run.trace.events
        self._found = found
        self._labels = Labels(self._events)
        self._picture = Picture(run.program.source, self._events, self._labels)
        self._box = box
        self._result = result

    def row(self) -> Row:
        """Return the answer as JSON has it."""
        found = self._found
        began = self._events[found.began]
        paths = [self._path(way) for way in found.ways[:SHOWN]]
        uses = [self._use(*use) for use in found.uses]
        uses.sort(key=lambda use: -use["size"])
        return {
            "question": "why",
            "of": self._box,
            "result": self._result,
            "root": self._root(paths),
            "results": self._results(paths),
            "line": began.line,
            "seed": value_row(found.seeds[0]) if len(found.seeds) == 1 else None,
            "count": counted(found.count),
            "many": found.count > len(paths),
            "paths": paths,
            "uses": uses[:SHOWN],
            "more_uses": max(0, len(uses) - SHOWN),
            "total": value_row(found.total),
            "exact": exact(found.total),
            "hooked": found.hooked,
        } | self._shown(found)

    def _shown(self, found: Found) -> Row:
        """Return what the pass brought to the tensor, and whether the paths add up to that."""
        tensor, version = tensor_at(self._box)
        row: Row = {"arrived": None, "before": None, "after": None, "agrees": None, "apart": None}
        if self._result is not None:
            return row
        at = pass_at(self._events, found.began)
        for event in at.events[at.began : at.end]:
            if isinstance(event, e.Accumulated) and event.tensor == tensor:
                row["before"] = event.before and value(event.before)
                row["after"] = value(event.after)
        came = arrived(at, tensor, version)
        if came is None:
            return row
        total = summary(found.total)
        return row | {"arrived": value(came.value), **compared(total, came.value)}

    def _path(self, way: Way) -> Row:
        """Return one path, from the result to the tensor."""
        steps = [self._step(turn) for turn in way.turns]
        size = xp.asarray(way.gradient)
        return {"steps": steps, "gradient": value_row(size), "exact": exact(size)}

    def _step(self, turn: Turn) -> Row:
        """Return one step: the op, the boxes on its both sides and its local derivative."""
        at = self._picture.op_of.get(turn.node or "")
        row: Row = {
            "op": None, "edge": None, "out": None, "input": None, "from": None, "to": None,
            "line": 0, "name": turn.name, "names": [None, None], "jacobian": None,
            "gradient": value_row(turn.gradient),
        }  # fmt: skip
        if turn.jacobian is not None:
            row["jacobian"] = [[plain(number) for number in line] for line in turn.jacobian]
        if at is None:
            return row
        made, drawn = self._events[at], self._picture.drawn[at]
        assert isinstance(made, e.Made | e.Wrote)
        place = made.edges[turn.index] if turn.index < len(made.edges) else None
        row |= {"op": drawn.op, "line": made.line}
        if turn.number < len(drawn.boxes):
            row |= {"to": drawn.boxes[turn.number], "out": drawn.edges_out[turn.number]}
        if place is not None:
            row |= {"edge": drawn.edges_in[place], "from": drawn.inputs[place]}
            row["input"] = made.inputs[place].name
        row["names"] = [self._name(row["to"]), self._name(row["from"])]
        return row

    def _name(self, box: str | None) -> str | None:
        return None if box is None else self._labels.of(self._picture.nodes[box]["tensor"])

    def _use(self, turn: Turn, count: int) -> Row:
        """Return one op that reads the tensor itself, with all that comes by it."""
        step = self._step(turn)
        gradient = xp.asarray(turn.gradient)
        size = float(xp.max(xp.abs(gradient))) if gradient.size else 0.0
        return {
            "op": step["op"], "edge": step["edge"], "line": step["line"], "name": step["name"],
            "count": counted(count), "gradient": step["gradient"],
            "size": size if math.isfinite(size) else 0.0,
        }  # fmt: skip

    def _root(self, paths: list[Row]) -> str | None:
        """Return the box that the paths begin at."""
        return next((path["steps"][0]["to"] for path in paths if path["steps"]), None)

    def _results(self, paths: list[Row]) -> list[Row]:
        """Return the results that may be asked for: the named tensors on the paths."""
        boxes = [self._result, *(step["to"] for path in paths for step in path["steps"])]
        return [
            {"box": box, "name": self._name(box)}
            for box in dict.fromkeys(boxes)
            if box is not None and self._labels.named(self._picture.nodes[box]["tensor"])
        ]


def value(of: Value) -> Row:
    """Return a value of the trace as JSON has it."""
    return row(of)


def value_row(array: Any) -> Row:
    """Return an array's content as JSON has it."""
    return row(summary(xp.asarray(array)))


def exact(array: Any) -> str | None:
    """Return a single number with all the digits that are worth it."""
    array = xp.asarray(array)
    return f"{float(array.reshape(-1)[0]):.9g}".replace("-", "−") if array.size == 1 else None


def counted(count: int) -> str:
    """Return a number of paths, however large."""
    if count < 10**6:
        return str(count)
    digits = str(count)
    return f"{digits[0]}.{digits[1]} · 10^{len(digits) - 1}"


def compared(total: Value, arrived: Value) -> Row:
    """Return whether the sum is the gradient, but for rounding, and how far they are apart."""
    pairs = list(zip(total.numbers, arrived.numbers, strict=False))
    scale = max((abs(one) for one, _ in pairs), default=0.0)
    apart = max((abs(one - other) for one, other in pairs), default=0.0)
    same = all(one == other or (math.isnan(one) and math.isnan(other)) for one, other in pairs)
    close = same or apart <= CLOSE * scale
    return {"agrees": close, "apart": f"{apart:.1e}" if math.isfinite(apart) and apart else None}
