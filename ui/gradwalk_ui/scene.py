"""From a run to its scene: the one JSON that crosses from Python to the page.

static/scene.schema.json is its contract. Positions come from `layout`; everything that a page
shows about autograd is in here, so that it computes nothing.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from gradwalk_ui import explain, formula, predict
from gradwalk_ui.advice import advice
from gradwalk_ui.alive import Alive, alive_rows
from gradwalk_ui.curves import curves
from gradwalk_ui.film import Film
from gradwalk_ui.groups import add_groups
from gradwalk_ui.labels import Labels
from gradwalk_ui.layout import Box, Link, arrange
from gradwalk_ui.leaks import leaks
from gradwalk_ui.memory import add_memory
from gradwalk_ui.moments import play
from gradwalk_ui.paths import brief, packed
from gradwalk_ui.picture import Picture
from gradwalk_ui.training import training

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gradwalk_ui.holders import Lives
    from gradwalk_ui.program import Run

VERSION = 2


def build(run: Run) -> dict[str, Any]:
    """Return the scene of a run."""
    events = run.trace.events
    labels = Labels(events)
    picture = Picture(run.program.source, events, labels)
    film = Film(run.program.source, events, picture, labels)
    output, errors = play(run, film)
    formula.add_locals(film)
    shared = storages(picture)
    add_memory(film, run.trace.layouts, shared)
    size = arrange_nodes(picture.nodes, picture.edges)
    groups, drawn = add_groups(run.trace.scopes, film)
    built = {
        "version": VERSION,
        "source": run.program.source,
        "cells": [cell_row(cell) for cell in run.program.cells],
        "size": size,
        "values": film.values.rows,
        "nodes": list(picture.nodes.values()),
        "edges": list(picture.edges.values()),
        "groups": groups,
        "storages": shared,
        "moments": film.moments,
        "changes": film.changes.lists,
        "output": output,
        "errors": errors,
        "silent": explain.silent(film),
        "advice": advice(film, run.output),
        "stopped": run.stopped and {**run.stopped.words.row(), "line": run.stopped.line},
        **drawn,
        **of_some(run, film),
    }
    predict.add_questions(built)
    return built


def of_some(run: Run, film: Film) -> dict[str, Any]:
    """Return what the scenes of some runs have, beside what all have."""
    found: dict[str, Any] = {}
    if run.seed is not None:
        found["seed"] = run.seed
    if run.lives is not None:
        found["alive"] = alive_row(film, run.lives)
    trained = training(film.events, film.labels, run.trace.scopes)
    if trained is not None:
        found["training"] = curves(trained, film)
    return found


def alive_row(film: Film, lives: Lives) -> dict[str, Any]:
    """Return what is kept alive, and what in vain."""
    alive = Alive(film, lives)
    alive.run()
    return {**alive_rows(alive), "leaks": leaks(alive, film.source)}


def cell_row(cell: Any) -> dict[str, Any]:
    """Return a cell as the scene has it."""
    row = {"kind": cell.kind, "first": cell.first, "last": cell.last}
    if cell.text is not None:
        row["text"] = dict(cell.text)
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


def arrange_nodes(
    nodes: Mapping[str, dict[str, Any]], edges: Mapping[str, dict[str, Any]]
) -> dict[str, float]:
    """Give each node its place and each edge its path; return the picture's size."""
    boxes = []
    for node in nodes.values():
        side = "right" if node["kind"] == "saved" else "left"
        dock = node.get("docked")
        after = node.get("after")
        boxes.append(Box(node["id"], node["width"], node["height"], dock, side, after))
    links = [Link(edge["id"], edge["from"], edge["to"]) for edge in edges.values()]
    layout = arrange(boxes, links)
    for identity, (x, y) in layout.positions.items():
        nodes[identity].update(x=brief(x), y=brief(y))
    for identity, path in layout.paths.items():
        edges[identity]["path"] = packed(path)
    return {"width": layout.width, "height": layout.height}
