"""Variables on the picture: a box shows the names bound to it from the moment it appears.

A variable that has moved on to another tensor leaves its name behind in parentheses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradwalk_ui.film import say

if TYPE_CHECKING:
    from gradwalk.trace.events import Named

    from gradwalk_ui.film import Film


class Names:
    """Binds variables to boxes in a film."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self._tensors: dict[str, str] = {}  # variable -> tensor

    def bound(self, event: Named) -> None:
        """A variable is bound; it shows from when its box does if that is in the same line."""
        box = self.film.box.get(event.tensor)
        if box is None:
            return
        old = self._tensors.get(event.name)
        first = self._first_shown(box)
        if first is None:
            words = say("moment.named", name=event.name)
            if not self.film.moments or self.film.moments[-1]["line"] != event.line:
                self.film.add(event, "named", words, lit=[box])
            first = len(self.film.moments) - 1
        self._tensors[event.name] = event.tensor
        if old is not None and old != event.tensor and old in self.film.box:
            self._rename(first, self.film.box[old], event.name, f"({event.name})")
        names = [
            name for name in self.film.changes.now(box, "names", []) if name != f"({event.name})"
        ]
        if event.name not in names:
            names.append(event.name)
        self.film.changes.set(first, box, "names", names)

    def _first_shown(self, box: str) -> int | None:
        """Return the moment the box appeared, if in the line that just ran."""
        entries = self.film.changes.lists.get(box, {}).get("shown", [])
        if (
            entries
            and entries[0][0] >= self.film.line_begins
            and not self.film.changes.now(box, "names")
        ):
            return int(entries[0][0])
        return None

    def _rename(self, moment: int, box: str, name: str, past: str) -> None:
        """A variable has moved on to another tensor."""
        names = list(self.film.changes.now(box, "names", []))
        if name not in names:
            return
        others = [other for other in names if other != name]
        entries = self.film.changes.lists[box]["names"]
        self.film.changes.set(max(moment, entries[-1][0]), box, "names", others or [past])
