"""Two scenes as one: A at the left, B at the right, one timeline, what differs marked and told.

What comes out is a scene like any other, so all that reads one goes on working; `comparison` in it
says what belongs together. It is made of scenes alone: how they came about does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradwalk_ui.compare.compose import Sides, composed, composers
from gradwalk_ui.compare.differences import differences
from gradwalk_ui.compare.groups import groups, note_differences
from gradwalk_ui.compare.lines import merge
from gradwalk_ui.compare.match import match
from gradwalk_ui.compare.pages import pages
from gradwalk_ui.compare.side import Side
from gradwalk_ui.limits import Refused

if TYPE_CHECKING:
    from gradwalk_ui.compare.side import Scene

__all__ = ["compare"]

MOST = 6_000  # nodes of both; more than these nobody compares by looking


def compare(a: Scene, b: Scene, names: tuple[str, str]) -> Scene:
    """Return the scene of both; refuse what is too much for one."""
    count = len(a["nodes"]) + len(b["nodes"])
    if count > MOST:
        raise Refused("compare.too_big", count=count, most=MOST)
    text = merge(a["source"], b["source"])
    sides = Sides(Side("a", a, text.rows[0]), Side("b", b, text.rows[1]), text)
    pairs, moments = match(sides.a, sides.b, text)
    each = composers(sides, pairs, moments)
    whole = composed(sides, pairs, *each, moments)
    found = differences(whole, sides, pairs, moments)
    nested = groups(each, names)
    whole["comparison"] |= {"a": {"name": names[0]}, "b": {"name": names[1]}, "differences": found,
                            "twins": nested.pop("twins", [])}  # fmt: skip
    whole |= nested | pages(each)
    note_differences(whole)
    return whole
