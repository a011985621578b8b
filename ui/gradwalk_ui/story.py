"""The trace up to an error, as a story reads it: what a name is bound to, and how that was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

if TYPE_CHECKING:
    from gradwalk_ui.film import Film
    from gradwalk_ui.program import ProgramError


class Story:
    """The trace up to an error, and the boxes to mark."""

    def __init__(self, film: Film, failure: ProgramError) -> None:
        self.film = film
        self.failure = failure
        self.events = film.events[: failure.event_index]
        lines = film.source.split("\n")
        inside = 0 < failure.line <= len(lines)
        self.text = lines[failure.line - 1] if inside else ""
        self.boxes: list[str] = []
        self.facts: dict[str, Any] = {}  # for edits, beside the arguments of the words

    def tensor_named(self, name: str) -> str | None:
        """Return the tensor a variable is bound to when it fails; its box is marked."""
        bound = None
        for event in self.events:
            if isinstance(event, e.Named) and event.name == name:
                bound = event.tensor
        if bound is not None and bound in self.film.box:
            self.boxes.append(self.film.box[bound])
        return bound

    def made(self, tensor: str) -> tuple[int, e.Made] | None:
        """Return the op that made a tensor."""
        for index, event in enumerate(self.events):
            if isinstance(event, e.Made) and any(o.tensor == tensor for o in event.outputs):
                return index, event
        return None

    def recording_off(self, index: int) -> int:
        """Return the line that had switched recording off by an event, 0 where it is on."""
        modes = [event for event in self.events[:index] if isinstance(event, e.GradMode)]
        return modes[-1].line if modes and not modes[-1].enabled else 0
