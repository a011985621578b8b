"""How the fields of the picture change: for each a list of [moment, new value].

A step function, so the state at any moment is read off without looking at other moments, and the
size grows with the number of changes.
"""

from __future__ import annotations

from typing import Any


class Changes:
    """Change lists by id and field."""

    def __init__(self) -> None:
        self.lists: dict[str, dict[str, list[list[Any]]]] = {}

    def set(self, moment: int, identity: str, field: str, value: Any) -> None:
        """Note that the field has this value from this moment on."""
        entries = self.lists.setdefault(identity, {}).setdefault(field, [])
        if entries and entries[-1][1] == value:
            return
        if entries and entries[-1][0] == moment:
            entries[-1][1] = value
            if len(entries) > 1 and entries[-2][1] == value:
                entries.pop()
        else:
            entries.append([moment, value])

    def now(self, identity: str, field: str, default: Any = None) -> Any:
        """Return the newest value of a field."""
        entries = self.lists.get(identity, {}).get(field)
        return entries[-1][1] if entries else default
