"""What is kept alive as the scene has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk_ui.alive import Alive, size_of
from gradwalk_ui.leaks import leaks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gradwalk_ui.film import Film
    from gradwalk_ui.holders import Lives

Row = dict[str, Any]


def alive_row(film: Film, lives: Lives) -> Row:
    """Return what is kept alive as the scene has it."""
    alive = Alive(film, lives)
    alive.run()
    nodes = film.picture.nodes
    return {
        "bytes": alive.totals,
        "sizes": sizes(alive, nodes),
        "gone": alive.gone,
        "kept": {node: moments for node, moments in alive.kept.items() if moments},
        "ways": {node: while_held(entries) for node, entries in alive.ways.items() if entries},
        "leaks": leaks(alive, film.source),
    }


def while_held(entries: list[list[Any]]) -> list[list[Any]] | str | None:
    """Return who holds a node's graph; where it is one all the time, that one alone."""
    held = entries[:-1] if entries[-1][1] is None else entries
    return held if len(held) > 1 else held[0][1] if held else None


def sizes(alive: Alive, nodes: Mapping[str, Row]) -> dict[str, int]:
    """Return the sizes of storages that are not those of the tensors that were saved."""
    found = {}
    for card in [node for node in nodes.values() if node["kind"] == "saved"]:
        size, tensor = alive.sizes.get(card["storage"], 0), nodes.get(card["tensor_node"] or "")
        if tensor is None or size != size_of(tensor["shape"], tensor["dtype"]):
            found[card["storage"]] = size
    return found
