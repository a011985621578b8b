"""Is this gradient right? The program runs again with the tensor moved a little to both sides.

Where everything can be in float64 the steps are tiny and the answer sure; random numbers are the
same in each run. Slopes that differ to the left and to the right are a kink, where there is no
derivative to compare with.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, random
from gradwalk.trace import events as e
from gradwalk.trace.moving import Move, MovingRecorder

from gradwalk_ui import fresh, program
from gradwalk_ui.limits import Limits, Progress, Refused
from gradwalk_ui.passes import Arrived, Pass, arrived, pass_of, reason, silent, tensor_at
from gradwalk_ui.values import plain, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gradwalk.trace.events import Event, Value

    from gradwalk_ui.program import Program

Row = dict[str, Any]
MOST = 16  # elements that are looked at
SECONDS = 3.0  # for all runs together


@dataclass(frozen=True, slots=True)
class Precision:
    """How far to move, and what difference counts."""

    name: str
    step: float  # of numbers of size 1
    slack: float  # of the larger one
    kink: float  # between left and right


WIDE = Precision("float64", 1e-6, 1e-3, 1e-3)
NARROW = Precision("float32", 1e-2, 2e-2, 0.2)


@dataclass(frozen=True, slots=True)
class Base:
    """A run as it is, and where in it the tensor can be moved."""

    precision: Precision
    at: Pass
    value: Value  # of the tensor when it is used
    came: Arrived
    look: int
    loss: float
    wide: bool  # whether all on the way is in float64


class Check:
    """Runs a program again and again, each time as it was at first."""

    def __init__(self, read: Program, question: Row, limits: Limits) -> None:
        self._read = read
        self._limits = replace(limits, seconds=limits.seconds and min(limits.seconds, SECONDS))
        self.box = str(question.get("of"))
        self.tensor, self.version = tensor_at(self.box)
        passes, seed = question.get("passes"), question.get("seed")
        if not isinstance(passes, int) or not isinstance(seed, int | None):
            raise Refused("request.bad")
        self._passes, self._seed = passes, seed or 0  # any, but the same for all runs
        self._as_it_was = fresh.remember()

    def run(self, recorder: MovingRecorder, precision: Precision, progress: Any = None) -> Any:
        """Return the events of one run."""
        fresh.restore(self._as_it_was)
        wide = precision is WIDE
        dtypes.set_default_dtype(dtypes.float64 if wide else dtypes.float32)
        random.as_float32 = wide
        try:
            made = program.run(
                self._read, self._limits, progress=progress, recorder=recorder, seed=self._seed
            )
        finally:
            fresh.restore(self._as_it_was)
        return made.trace.events

    def base(self, precision: Precision, progress: Progress | None = None) -> Base:
        """Run it as it is, and find where the tensor can be moved."""
        recorder = MovingRecorder()
        events = self.run(recorder, precision, progress)
        at = pass_of(events, self._passes)
        came = None if at is None else arrived(at, self.tensor, self.version)
        if at is None or came is None:
            raise Refused("why.unreached")
        loss = self.loss(events, at)
        made, value, use = self._use(at, came)
        look = recorder.look_before(use, made)
        if look is None:
            raise Refused("check.one_statement")
        if loss is None:
            raise Refused("check.large_result")
        return Base(precision, at, value, came, look, loss, all_wide(at))

    def _use(self, at: Pass, came: Arrived) -> tuple[int, Value, int]:
        """Return the event that made the tensor, its value, and the first use in the pass."""
        events = at.events
        ran = {event.node for event in events[at.began : at.end] if isinstance(event, e.Ran)}
        made, value = -1, None
        for index, event in enumerate(events[: at.began]):
            if isinstance(event, e.Made | e.Wrote) and event.node in ran and made >= 0:
                read = [entry for entry in event.inputs if entry.tensor == self.tensor]
                if any(came.leaf or entry.version == self.version for entry in read) and value:
                    return made, value, index
            for tensor, version, content in contents(event):
                if tensor == self.tensor and (came.leaf or version == self.version):
                    made, value = index if made < 0 else made, content
        raise Refused("why.unreached")

    def loss(self, events: Any, at: Pass) -> float | None:
        """Return what the backward went from: its roots, weighted by what it began with."""
        began = events[at.began]
        total = 0.0
        for node, number, seed in zip(began.nodes, began.numbers, at.seeds, strict=True):
            output = next(
                (
                    output.value
                    for event in reversed(events[: at.began])
                    if isinstance(event, e.Made | e.Wrote) and event.node == node
                    for output in event.outputs
                    if output.number == number
                ),
                None,
            )
            if node is None or output is None or not output.whole or not seed.whole:
                return None
            total += math.fsum(x * y for x, y in zip(output.numbers, seed.numbers, strict=True))
        return total

    def moved(self, base: Base, element: int, by: float) -> float | None:
        """Return the result with one element moved; None where it is not reached any more."""
        recorder = MovingRecorder(Move(base.look, self.tensor, element, by))
        events = self.run(recorder, base.precision)
        at = pass_of(events, self._passes)
        if at is None or not recorder.moved:
            return None
        return self.loss(events, replace(at, seeds=base.at.seeds))


def all_wide(at: Pass) -> bool:
    """Return whether every op that a pass came by made numbers in float64."""
    ran = {event.node for event in at.events[at.began : at.end] if isinstance(event, e.Ran)}
    return all(
        output.value.dtype == "float64"
        for event in at.events[: at.began]
        if isinstance(event, e.Made | e.Wrote) and event.node in ran
        for output in event.outputs
    )


def contents(event: Event) -> Iterator[tuple[str, int, Value]]:
    """Yield the tensors that an event gives a content, with their version."""
    if isinstance(event, e.Created):
        yield event.tensor, event.version, event.value
    elif isinstance(event, e.Made | e.Wrote):
        yield from ((output.tensor, output.version, output.value) for output in event.outputs)
    if isinstance(event, e.Wrote | e.WroteUnseen):
        yield from ((alias.tensor, alias.version, alias.value) for alias in event.aliases)


def check(read: Program, question: Row, limits: Limits, progress: Progress | None) -> Row:
    """Return the gradient of a tensor beside its finite differences."""
    checker = Check(read, question, limits)
    shown = checker.base(NARROW, progress)
    base = precise(checker, shown)
    again = checker.base(base.precision)
    if again.loss != base.loss and not math.isnan(base.loss):
        raise Refused("check.not_alike")
    began = time.monotonic()
    rows: list[Row] = []
    for element in chosen(shown.came.value):
        rows.append(compared(checker, base, shown, element))
        if time.monotonic() - began > SECONDS / 2:
            break
    return told(checker, shown, base, rows)


def precise(checker: Check, shown: Base) -> Base:
    """Return the run in float64 where it is the same run, else the one there is."""
    try:
        wide = checker.base(WIDE)
    except Refused:
        return shown
    same = math.isclose(wide.loss, shown.loss, rel_tol=1e-3, abs_tol=1e-5)
    return wide if same and wide.wide and wide.value.shape == shown.value.shape else shown


def chosen(gradient: Value) -> list[int]:
    """Return the elements to look at, of those that are kept: by size from the largest."""
    count = len(gradient.numbers)
    order = sorted(range(count), key=lambda place: -abs(gradient.numbers[place]))
    return sorted(order[:MOST])


def place_in(value: Value, number: int) -> tuple[int, list[int]]:
    """Return where an element of the corner is in the whole tensor, flat and by dimension."""
    where: list[int] = []
    for length in reversed(value.corner):
        number, rest = divmod(number, length)
        where.insert(0, rest)
    flat = 0
    for place, length in zip(where, value.shape, strict=True):
        flat = flat * length + place
    return flat, where


def compared(checker: Check, base: Base, shown: Base, number: int) -> Row:
    """Move one element to both sides; return the slopes beside the gradient."""
    flat, where = place_in(shown.came.value, number)
    size = abs(base.value.numbers[number]) if number < len(base.value.numbers) else 1.0
    step = base.precision.step * max(1.0, size)
    up, down = checker.moved(base, flat, step), checker.moved(base, flat, -step)
    got = shown.came.value.numbers[number]
    row: Row = dict.fromkeys(("slope", "left", "right", "apart", "side"))
    row |= {"at": where, "got": plain(got)}
    if up is None or down is None or not all(map(math.isfinite, (up, down, base.loss))):
        return row | {"kind": "unsure"}
    left, right = (base.loss - down) / step, (up - base.loss) / step
    slope = (up - down) / (2 * step)
    left, slope, right = (tidy(of, max(abs(left), abs(right))) for of in (left, slope, right))
    scale = max(map(abs, shown.came.value.numbers))
    slack = base.precision.slack
    noise = 1e-6 * max(1.0, abs(base.loss)) / step if base.precision is NARROW else 0.0
    far = slack * max(abs(got), abs(slope)) + slack * 1e-2 * scale + noise + 1e-7
    kinked = abs(left - right) > base.precision.kink * max(abs(left), abs(right)) + far
    kind = "kink" if kinked else "ok" if abs(got - slope) <= far else "off"
    found = {"slope": slope, "left": left, "right": right, "apart": abs(got - slope)}
    side = side_of(got, left, right, far) if kinked else None
    return row | {name: plain(of) for name, of in found.items()} | {"kind": kind, "side": side}


def tidy(slope: float, scale: float) -> float:
    """Return a slope without the digits that are noise."""
    return 0.0 if abs(slope) <= 1e-5 * scale else float(f"{slope:.8g}")


def side_of(got: float, left: float, right: float, far: float) -> str:
    """Return which slope at a kink a gradient is."""
    for side, slope in (("left", left), ("right", right)):
        if abs(got - slope) <= far:
            return side
    return "between" if min(left, right) < got < max(left, right) else "neither"


def told(checker: Check, shown: Base, base: Base, rows: list[Row]) -> Row:
    """Return the answer as JSON has it."""
    kinds = [line["kind"] for line in rows]
    verdict = next((kind for kind in ("off", "kink", "unsure") if kind in kinds), "ok")
    differences = [
        abs(line["got"] - line["slope"])
        for line in rows
        if line["kind"] in ("ok", "off") and not isinstance(line["got"], str)
    ]
    at = shown.at
    quiet = silent(at, checker.tensor)
    return {
        "question": "check",
        "of": checker.box,
        "line": at.line,
        "verdict": verdict,
        "precision": base.precision.name,
        "step": base.precision.step,
        "rows": rows,
        "checked": len(rows),
        "elements": math.prod(shown.came.value.shape),
        "apart": f"{max(differences, default=0.0):.2g}",
        "got": row(shown.came.value),
        "true": None if quiet is None else row(quiet.true),
        "reason": reason(at) if verdict == "off" and quiet is None else None,
    }
