"""Local derivatives as text, by running each op's own rule on symbols."""

from __future__ import annotations

from typing import Any


def add_locals(events: Any, picture: Any, labels: Any) -> None:
    """Give each pill its local derivatives."""
