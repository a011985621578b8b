"""A scene as it stands at one of its moments: what the browser's reader of scenes answers, too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import Any


class Moment:
    """A moment of a scene, by default the last."""

    def __init__(self, scene: Mapping[str, Any], number: int = -1) -> None:
        last = max(0, len(scene["moments"]) - 1)
        self.scene = scene
        self.number = last if number < 0 else min(number, last)
        self.letters = {row["id"]: row["letter"] for row in scene["storages"]}

    def at(self, id: str, field: str, otherwise: Any = None) -> Any:
        """Return a field of a thing at this moment."""
        changes = self.scene["changes"].get(id, {}).get(field, ())
        place = bisect_right(changes, self.number, key=lambda change: change[0])
        return changes[place - 1][1] if place else otherwise

    def text(self, reference: int | None) -> str:
        """Return a value's text; of none there is none."""
        return "" if reference is None else str(self.scene["values"][reference]["text"])
