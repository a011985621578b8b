"""The film: the moments of a run and what changes at each of them, as they grow.

A moment is the state after it. forward.py and backward.py play events into it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk_ui.changes import Changes
from gradwalk_ui.values import Values, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.trace.events import Checked, Event, Value

    from gradwalk_ui.labels import Labels
    from gradwalk_ui.picture import Picture

LONG = 2000  # events from which on an op's smallest steps are left out
Words = dict[str, Any]


def say(key: str, **args: Any) -> Words:
    """Return words for the page: a key of the catalogues and what goes in the gaps."""
    return {"key": key, "args": args}


class Film:
    """Moments and changes, as they grow event by event."""

    def __init__(
        self, source: str, events: Sequence[Event], picture: Picture, labels: Labels
    ) -> None:
        self.source = source
        self.picture = picture
        self.labels = labels
        self.moments: list[dict[str, Any]] = []
        self.changes = Changes()
        self.values = Values()
        self.moment_of: dict[int, int] = {}  # event -> the moment that shows it
        self.released: dict[tuple[int, int], int] = {}  # time and line -> moment of letting go
        self.box: dict[str, str] = {}  # tensor -> its newest box
        self.phase = "forward"
        self.events = events
        self.failed_lines: list[int] = []  # of the errors so far
        self.failed_check: Checked | None = None  # the newest pass's first
        self.coarse = len(events) > LONG
        self.line_begins = 0  # the first moment of the line that runs
        self._names: dict[str, str] = {}  # variable -> tensor

    def add(
        self,
        event: Event,
        kind: str,
        words: Words,
        *,
        grain: str = "op",
        lit: Sequence[str | None] = (),
        moves: Sequence[dict[str, Any]] = (),
        mark: str | None = None,
    ) -> int:
        """Append a moment and return its index."""
        cell, line = event.cell, event.line
        if self.moments and (self.moments[-1]["line"], self.moments[-1]["cell"]) != (line, cell):
            self.end_line()
        shown = [identity for identity in dict.fromkeys(lit) if identity]
        self.moments.append(
            {"kind": kind, "grain": grain, "phase": self.phase, "cell": cell, "line": line,
             "lit": shown, "moves": list(moves), "mark": mark, "words": words}
        )  # fmt: skip
        return len(self.moments) - 1

    def end_line(self) -> None:
        """Let the newest moment end a step by line."""
        if self.moments:
            self.moments[-1]["grain"] = "line"
        self.line_begins = len(self.moments)

    def event(self, index: int) -> Event:
        """Return the event with this index."""
        return self.events[index]

    def set(self, identity: str, field: str, value: Any) -> None:
        """Note that a field changes with the newest moment."""
        self.changes.set(max(len(self.moments) - 1, 0), identity, field, value)

    def move(
        self, edge: str | None, value: Value | None, label: str | None = None, *, back: bool = False
    ) -> list[dict[str, Any]]:
        """Return the moves of one value along one edge, none where there is no edge."""
        if edge is None:
            return []
        text = label if label is not None else short(value) if value else "None"
        return [{"edge": edge, "back": back, "value": self.values.add(value), "label": text}]
