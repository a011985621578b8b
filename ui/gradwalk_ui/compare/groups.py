"""The groups of both scenes: each picture is a frame of its own, with that program's groups in it.

A group of A and the same group of B, by what they are called and what they are in, open and close
together.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from gradwalk_ui.changes import Changes
from gradwalk_ui.film import say
from gradwalk_ui.groups.levels import CLOSED_HEIGHT, LEAST_WIDTH

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from gradwalk_ui.compare.compose import Composer
    from gradwalk_ui.compare.side import Row, Scene

GAP = 60.0  # between the two frames
NAMED = re.compile(r"[^>:]+")  # what is an id in the key of a link, but for these:
WAYS = ("in", "out")


def groups(composers: Sequence[Composer], names: Sequence[str]) -> Row:
    """Return what a scene has of groups; none where neither of the two has any."""
    if not any(each.side.scene["groups"] for each in composers):
        return {}
    rows: list[Row] = []
    drawings: list[Row] = []
    for composer, name in zip(composers, names, strict=True):
        scene = drawn(composer.side.scene)
        before = len(drawings)
        drawings += scene["drawings"]
        rows.append(program(composer, scene, name, before))
        rows += [inner(composer, group, before) for group in scene["groups"]]
    pairs = twins(rows)
    by_id = {row["id"]: row for row in rows}
    for one, two in pairs:
        shut = by_id[one]["closed"] or by_id[two]["closed"]
        by_id[one]["closed"] = by_id[two]["closed"] = shut
    middle = CLOSED_HEIGHT / 2
    places = [[LEAST_WIDTH / 2, middle], [LEAST_WIDTH * 1.5 + GAP, middle]]
    both = {"width": 2 * LEAST_WIDTH + GAP, "height": CLOSED_HEIGHT, "places": places, "links": []}
    level = {"nodes": [], "drawing": len(drawings), "inside": ["a", "b"], "ports": {}, "links": []}
    return {"groups": rows, "drawings": [*drawings, both], "level": level, "twins": pairs}


def drawn(scene: Scene) -> Scene:
    """Return a scene with a drawing of all of it, which one without groups does not have."""
    if scene["groups"]:
        return scene
    drawing = {
        **scene["size"],
        "places": [[node["x"], node["y"]] for node in scene["nodes"]],
        "links": [edge["path"] for edge in scene["edges"]],
    }
    level = {"drawing": 0, "nodes": [node["id"] for node in scene["nodes"]], "inside": [],
             "ports": {}, "links": [edge["id"] for edge in scene["edges"]]}  # fmt: skip
    return {**scene, "drawings": [drawing], "level": level}


def program(composer: Composer, scene: Scene, name: str, before: int) -> Row:
    """Return the group that is all of one program."""
    side = composer.side
    letter = side.letter.upper()
    words = say("group.program", side=letter, name=name) if name else say(f"group.side_{letter}")
    nodes = scene["level"]["nodes"]
    level = {key: value for key, value in scene["level"].items() if key != "nodes"}
    return {
        "id": side.letter,
        "kind": "program",
        "words": words,
        "parent": None,
        "nodes": side.ids(nodes),
        "ops": sum(node["kind"] == "op" for node in scene["nodes"]),
        "lines": None,
        "begins": 0,
        "ends": composer.moments[-1] if composer.moments else 0,
        "closed": False,
        "width": LEAST_WIDTH,
        "height": CLOSED_HEIGHT,
        "level": renamed(composer, level, before),
    }


def inner(composer: Composer, group: Row, before: int) -> Row:
    """Return a group of one program."""
    side = composer.side
    return {
        **group,
        "id": side.id(group["id"]),
        "parent": side.id(group["parent"]) or side.letter,
        "nodes": side.ids(group["nodes"]),
        "lines": group["lines"] and [side.row(line) for line in group["lines"]],
        "begins": composer.moments[group["begins"]],
        "ends": composer.moments[group["ends"]],
        "level": renamed(composer, group["level"], before),
    }


def renamed(composer: Composer, level: Row, before: int) -> Row:
    """Return whose the places and links of a drawing are, by the ids of the scene of both."""

    def key(text: str) -> str:
        return NAMED.sub(
            lambda found: found[0] if found[0] in WAYS else f"{composer.side.letter}:{found[0]}",
            text,
        )

    return {
        "drawing": level["drawing"] + before,
        "inside": [key(each) for each in level["inside"]],
        "ports": {
            key(port): {**row, "of": composer.side.ids(row["of"])}
            for port, row in level["ports"].items()
        },
        "links": [key(each) for each in level["links"]],
    }


def twins(rows: Sequence[Row]) -> list[list[str]]:
    """Return the ids of groups that are in both programs."""
    found: dict[Hashable, str] = {}
    pairs = []
    keys: dict[str | None, Hashable] = {"a": "", "b": ""}
    seen: Counter[Hashable] = Counter()
    for row in rows:
        if row["kind"] == "program":
            continue
        side = row["id"][0]
        token = (keys[row["parent"]], row["kind"], str(row["words"]))
        key = keys[row["id"]] = (token, seen[side, token])
        seen[side, token] += 1
        if side == "a":
            found[key] = row["id"]
        elif key in found:
            pairs.append([found[key], row["id"]])
    return pairs


def note_differences(whole: Scene) -> None:
    """Say of each group what differs in it."""
    home = {node: group["id"] for group in whole["groups"] for node in group["nodes"]}
    parents = {group["id"]: group["parent"] for group in whole["groups"]}
    changes = Changes()
    changes.lists = whole["changes"]
    entries = [
        (moment, node, what)
        for node, group in home.items()
        for moment, what in whole["changes"].get(node, {}).get("differs", ())
    ]
    now: dict[str, dict[str, list[Any]]] = {}
    for moment, node, what in sorted(entries):
        group: str | None = home[node]
        while group is not None:
            inside = now.setdefault(group, {})
            inside[node] = what
            changes.set(moment, group, "differs", sorted({one for each in inside.values()
                                                          for one in each}))  # fmt: skip
            group = parents[group]
