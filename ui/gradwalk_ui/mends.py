"""Ways to mend a program whose saved tensor was written: only such as would mend this program.

A copy helps under the name the program writes through; writing later helps only where nothing of
the backward that failed came from the write; a parameter is meant to be written, but not yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.edits.text import Lines
from gradwalk_ui.stories import WRITTEN

if TYPE_CHECKING:
    from gradwalk_ui.film import Film


@dataclass(frozen=True, slots=True)
class Mending:
    """A failed check, and the writes (indices of events) that made it fail."""

    film: Film
    writes: list[int]
    check: e.Checked
    needed: int  # the line of the backward

    @property
    def first(self) -> e.Wrote:
        """The write that did it."""
        event = self.film.events[self.writes[0]]
        assert isinstance(event, e.Wrote)
        return event

    def text(self, line: int) -> str:
        """Return a line of the program."""
        return Lines(self.film.source)[line]


def mends_of(case: Mending, args: dict[str, Any]) -> list[dict[str, Any]]:
    """Return ways to mend a mismatch."""
    if wanted_leaf(case, case.first.tensor):
        later = [{"key": "mend.write_later", "args": args}] if movable(case) else []
        return [*later, {"key": "mend.forward_after_write", "args": args}]
    mends = []
    alias = alias_before(case)
    name = name_written(case)
    if alias is not None:
        through = case.film.labels.of(alias.outputs[0].tensor)
        more = {"through": through, "line": alias.line}
        mends.append({"key": "mend.clone_alias", "args": args | more})
    elif name is not None:
        mends.append({"key": "mend.clone_before", "args": args | {"through": name}})
    mends.append({"key": "mend.out_of_place", "args": args})
    if movable(case) and not took_part(case):
        mends.append({"key": "mend.write_later", "args": args})
    return mends


def wanted_leaf(case: Mending, tensor: str) -> bool:
    """Whether a tensor is a leaf that wants a gradient, as parameters are."""
    return any(
        isinstance(event, e.Created) and event.tensor == tensor and event.requires_grad
        for event in case.film.events
    )


def alias_before(case: Mending) -> e.Made | None:
    """Return the op that made the alias written through, if an earlier line made it."""
    tensor: str | None = case.first.tensor
    while tensor is not None:
        made = alias_made(case, tensor)
        if made is None:
            return None
        if made.line != case.first.line:
            return made
        tensor = made.inputs[0].tensor  # `y[0] = 1` makes its view on the spot
    return None


def alias_made(case: Mending, tensor: str) -> e.Made | None:
    """Return the op that made an alias: detach, .data or a view."""
    earlier = case.film.events[: case.writes[0]]
    for event in earlier:
        if not isinstance(event, e.Made) or event.relation == "new":
            continue
        if any(output.tensor == tensor for output in event.outputs):
            return event
    return None


def name_written(case: Mending) -> str | None:
    """Return the name that the program writes through, as its line says."""
    match = WRITTEN.search(case.text(case.first.line))
    if match is None:
        return None
    bound = None
    for event in case.film.events[: case.writes[0]]:
        if isinstance(event, e.Named) and event.name == match["name"]:
            bound = event.tensor
    tensor: str | None = case.first.tensor
    while tensor is not None and tensor != bound:
        made = alias_made(case, tensor)
        tensor = made.inputs[0].tensor if made is not None else None
    return match["name"] if tensor is not None else None


def movable(case: Mending) -> bool:
    """Whether the line that writes can be put below the one that needs what it wrote over."""
    lines = {event.line for event in map(case.film.events.__getitem__, case.writes)}
    if lines != {case.first.line} or not 0 < case.first.line < case.needed:
        return False
    write, need = case.text(case.first.line), case.text(case.needed)
    return indent(write) == indent(need)


def indent(text: str) -> int:
    """How far a line is set in."""
    return len(text) - len(text.lstrip())


def took_part(case: Mending) -> bool:
    """Whether the backward that failed came through the write."""
    nodes = {
        event.node
        for event in map(case.film.events.__getitem__, case.writes)
        if isinstance(event, e.Wrote)
    }
    end = case.film.events.index(case.check)
    for event in reversed(case.film.events[:end]):
        if isinstance(event, e.Began):
            return False
        if isinstance(event, e.Ran) and event.node in nodes:
            return True
    return False
