"""From a run to its scene: the one JSON that crosses from Python to the page.

static/scene.schema.json is its contract. Positions come from `layout`; everything that a page
shows about autograd is in here, so that it computes nothing.
"""

from __future__ import annotations

from itertools import groupby
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from gradwalk.trace.events import Event

from gradwalk_ui import explain, formula
from gradwalk_ui.labels import Labels
from gradwalk_ui.layout import Box, Link, arrange
from gradwalk_ui.moments import Film, say
from gradwalk_ui.picture import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gradwalk_ui.program import Output, ProgramError, Run

VERSION = 1


def build(run: Run) -> dict[str, Any]:
    """Return the scene of a run."""
    events = run.trace.events
    labels = Labels(events)
    picture = Picture(events, labels)
    film = Film(run.program.source, events, picture, labels)
    output, errors = play(run, film)
    formula.add_locals(film)
    size = arrange_nodes(picture)
    stopped = None
    if run.stopped is not None:
        words = run.stopped.words
        stopped = {"key": words.key, "args": dict(words.args), "line": run.stopped.line}
    return {
        "version": VERSION,
        "source": run.program.source,
        "cells": [cell_row(cell) for cell in run.program.cells],
        "size": size,
        "values": film.values.rows,
        "nodes": list(picture.nodes.values()),
        "edges": list(picture.edges.values()),
        "groups": [],
        "storages": storages(picture),
        "moments": film.moments,
        "changes": film.changes.lists,
        "output": output,
        "errors": errors,
        "silent": explain.silent(film),
        "stopped": stopped,
    }


def cell_row(cell: Any) -> dict[str, Any]:
    """Return a cell as the scene has it."""
    row = {"kind": cell.kind, "first": cell.first, "last": cell.last}
    if cell.text is not None:
        row["text"] = dict(cell.text)
    return row


def play(run: Run, film: Film) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Play events, output and errors in the order they happened; return the rows of the latter."""
    output: list[dict[str, Any]] = []
    errors: list[dict[str, Any]] = []
    pieces = pieces_by_time(run.output, run.errors)
    index = 0
    for time, piece in pieces:
        while index < time:
            film.play(index, run.trace.events[index])
            index += 1
        if isinstance(piece, list):
            output += printed(film, piece)
        else:
            errors.append(failed(film, piece))
    while index < len(run.trace.events):
        film.play(index, run.trace.events[index])
        index += 1
    film.end_line()
    return output, errors


def pieces_by_time(
    output: Sequence[Output], errors: Sequence[ProgramError]
) -> Iterator[tuple[int, list[Output] | ProgramError]]:
    """Yield what was written, pieces of one line together, and errors, in order."""
    rows: list[tuple[tuple[int, int, int], Any]] = [
        ((piece.event_index, piece.cell, 2 if piece.stream == "error" else 0), piece)
        for piece in output
    ]
    rows += [((error.event_index, error.cell, 1), error) for error in errors]
    rows.sort(key=lambda row: row[0])
    for key, group in groupby(rows, key=lambda row: (row[0], row[1].line)):
        pieces = [piece for _, piece in group]
        if key[0][2] == 1:
            yield from ((key[0][0], error) for error in pieces)
        else:
            yield key[0][0], pieces


def printed(film: Film, pieces: Sequence[Output]) -> list[dict[str, Any]]:
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


def storages(picture: Picture) -> list[dict[str, Any]]:
    """Return the storages; those that are shared or written have a letter."""
    rows = []
    letters = 0
    for identity, members in picture.members.items():
        letter = None
        if len(members) > 1 or identity in picture.written:
            letter = letter_of(letters)
            letters += 1
        rows.append({"id": identity, "letter": letter, "members": members})
    return rows


def letter_of(number: int) -> str:
    """Return A, B, ..., Z, AA, AB, ..."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        text = ascii_uppercase[rest] + text
    return text


def arrange_nodes(picture: Picture) -> dict[str, float]:
    """Give each node its place and each edge its path; return the picture's size."""
    boxes = []
    for node in picture.nodes.values():
        side = "right" if node["kind"] == "saved" else "left"
        dock = node.get("docked")
        boxes.append(Box(node["id"], node["width"], node["height"], dock, side))
    links = [Link(edge["id"], edge["from"], edge["to"]) for edge in picture.edges.values()]
    layout = arrange(boxes, links)
    for identity, (x, y) in layout.positions.items():
        picture.nodes[identity].update(x=x, y=y)
    for identity, path in layout.paths.items():
        picture.edges[identity]["path"] = [list(point) for point in path]
    return {"width": layout.width, "height": layout.height}
