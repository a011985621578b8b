"""Lines that let go of a graph and do nothing else that is shown: `del loss` gets a moment, too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gradwalk.trace.events import Event

from gradwalk_ui.film import say
from gradwalk_ui.holders import Gone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk_ui.film import Film
    from gradwalk_ui.holders import Lives


LETS_GO = re.compile(r"\bdel\b|=\s*None\b|\.(?:clear|pop|popleft|remove)\(")


@dataclass
class Release:
    """Nodes and tensors that one line freed."""

    event_index: int
    cell: int
    line: int
    nodes: list[str] = field(default_factory=list)
    tensors: list[str] = field(default_factory=list)


def releases(source: str, events: Sequence[Event], lives: Lives | None) -> list[Release]:
    """Return the lines that freed something and have no event beside it, in order.

    Tensors alone are told of where the line means to let go: each function's end lets go of some.
    """
    lines = source.split("\n")
    found: dict[tuple[int, int], Release] = {}
    told = lives.told if lives is not None else ()
    for gone in (each for each in told if isinstance(each, Gone)):
        if beside(events, gone) is None and 0 < gone.line <= len(lines):
            place = gone.time, gone.line
            release = found.setdefault(place, Release(gone.time, gone.cell, gone.line))
            (release.nodes if gone.id.startswith("n") else release.tensors).append(gone.id)
    return [each for each in found.values() if each.nodes or LETS_GO.search(lines[each.line - 1])]


def beside(events: Sequence[Event], gone: Gone) -> int | None:
    """Return the event of the same line that what was freed shows with: the last, or the next."""
    for index in (gone.time - 1, gone.time):
        if 0 <= index < len(events) and events[index].line == gone.line:
            return index
    return None


def released(film: Film, release: Release) -> None:
    """Add the moment of a line that let go of a graph."""
    made = [film.picture.op_of[node] for node in release.nodes if node in film.picture.op_of]
    drawn = [film.picture.drawn[index].op for index in made if index in film.picture.drawn]
    names = ", ".join(dict.fromkeys(map(film.labels.of, release.tensors)))
    words = say("moment.released", count=len(release.nodes), names=names)
    if not release.nodes:
        words = say("moment.released_tensors", names=names)
    elif not names:
        words = say("moment.released_nodes", count=len(release.nodes))
    boxes = [film.box.get(tensor) for tensor in release.tensors]
    film.add(Event(release.cell, release.line), "freed", words, lit=[*drawn, *boxes], mark="freed")
    film.released[release.event_index, release.line] = len(film.moments) - 1


def moment_of(film: Film, gone: Gone) -> int:
    """Return the moment from which on something is freed."""
    moment = film.released.get((gone.time, gone.line))
    if moment is None:
        index = beside(film.events, gone)
        moment = film.moment_of.get(gone.time - 1 if index is None else index, 0)
    return moment
