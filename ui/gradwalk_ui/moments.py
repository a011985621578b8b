"""Playing a run into a film: its events, what it printed and its errors, in their order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from gradwalk.trace.events import Event

from gradwalk_ui import explain
from gradwalk_ui.backward import Backward
from gradwalk_ui.film import say
from gradwalk_ui.forward import FORWARD, Forward
from gradwalk_ui.releases import Release, released, releases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gradwalk_ui.film import Film
    from gradwalk_ui.program import Output, ProgramError, Run

Rows = list[dict[str, Any]]


class Player:
    """Plays events one by one."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self._forward = Forward(film)
        self._backward = Backward(film)
        self._next = 0

    def until(self, index: int) -> None:
        """Play the events before this one."""
        film = self._film
        while self._next < index:
            event = film.events[self._next]
            part = self._forward if type(event) in FORWARD else self._backward
            part.play(self._next, event)
            film.moment_of[self._next] = max(len(film.moments) - 1, 0)
            self._next += 1


def play(run: Run, film: Film) -> tuple[Rows, Rows]:
    """Play events, output and errors in the order they happened; return the rows of the latter."""
    output: Rows = []
    errors: Rows = []
    player = Player(film)
    let_go = releases(film.source, film.events, run.lives)
    for time, piece in pieces_by_time(run.output, run.errors, let_go):
        player.until(time)
        if isinstance(piece, Release):
            released(film, piece)
        elif isinstance(piece, list):
            output += printed(film, piece)
        else:
            errors.append(failed(film, piece))
    player.until(len(film.events))
    film.end_line()
    return output, errors


def pieces_by_time(
    output: Sequence[Output], errors: Sequence[ProgramError], let_go: Sequence[Release]
) -> Iterator[tuple[int, list[Output] | ProgramError | Release]]:
    """Yield what was written, pieces of one line together, errors, and what was freed, in order."""
    rows: list[tuple[tuple[int, int, int], Any]] = [
        ((piece.event_index, piece.cell, 2 if piece.stream == "error" else 0), piece)
        for piece in output
    ]
    rows += [((error.event_index, error.cell, 1), error) for error in errors]
    rows += [((piece.event_index, piece.cell, 3), piece) for piece in let_go]
    rows.sort(key=lambda row: row[0])
    for key, group in groupby(rows, key=lambda row: (row[0], row[1].line)):
        pieces = [piece for _, piece in group]
        if key[0][2] in (1, 3):
            yield from ((key[0][0], piece) for piece in pieces)
        else:
            yield key[0][0], pieces


def printed(film: Film, pieces: Sequence[Output]) -> Rows:
    """Add the moment of some output; a traceback belongs to the moment it failed."""
    first = pieces[0]
    if first.stream != "error" or not film.moments:
        text = "".join(piece.text for piece in pieces).strip()
        place = Event(first.cell, first.line)
        film.add(place, "printed", say("moment.printed", text=text[:200]), mark="print")
    moment = len(film.moments) - 1
    return [
        {
            "moment": moment,
            "cell": piece.cell,
            "line": piece.line,
            "stream": piece.stream,
            "text": piece.text,
        }
        for piece in pieces
    ]


def failed(film: Film, error: ProgramError) -> dict[str, Any]:
    """Add the moment of an error and return the error with its explanation."""
    row = explain.error(film, error)
    place = Event(error.cell, error.line)
    words = say("moment.failed", type=error.type, text=error.text)
    film.add(place, "failed", words, lit=row["nodes"], mark="error")
    film.phase = "forward"
    film.failed_lines.append(error.line)
    film.end_line()
    row["moment"] = len(film.moments) - 1
    return row
