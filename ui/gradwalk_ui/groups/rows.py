"""Groups as the scene has them: words, lines, moments, alarms, and which are closed at first."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from gradwalk_ui.film import say
from gradwalk_ui.groups.levels import CLOSED_HEIGHT, closed_width, levels
from gradwalk_ui.groups.tree import Group, tree, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gradwalk.trace.events import Scope

    from gradwalk_ui.film import Film, Words

FEW = 90  # nodes that are shown without groups: all of them can be read at once
SHOWN = 32  # boxes in the first picture of more
ALARMS = ("failed", "stale", "wrong", "blind")  # the gravest first


def add_groups(scopes: Sequence[Scope], film: Film) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the rows of the groups, and their drawings with that of what is in none."""
    root = tree(scopes, film.picture)
    every = list(walk(root))
    if len(every) == 1:
        return [], {}
    drawings, level = levels(every, film.picture, film.labels)
    closed = closed_at_first(root, len(film.picture.nodes))
    for group in every[1:]:
        note_changes(group, film)
    rows = [row(group, level[group.id], film, group.id in closed) for group in every[1:]]
    return rows, {"drawings": drawings, "level": {"nodes": root.nodes, **level[""]}}


def row(group: Group, level: Any, film: Film, closed: bool) -> dict[str, Any]:
    """Return a group as the scene has it."""
    assert group.parent is not None
    moments = [film.moment_of[index] for index in (group.first, group.end - 1)]
    return {
        "id": group.id,
        "kind": group.kind,
        "words": words_of(group),
        "parent": group.parent.id or None,
        "nodes": group.nodes,
        "ops": group.ops,
        "lines": [group.line, group.last] if group.line else None,
        "begins": moments[0],
        "ends": moments[1],
        "closed": closed,
        "width": closed_width(group),
        "height": CLOSED_HEIGHT,
        "level": level,
    }


def words_of(group: Group) -> Words:
    """Return what a group is called."""
    match group.kind:
        case "module" if group.name:
            return say("group.module", name=group.name, of=group.of)
        case "module":
            return say("group.module_unnamed", of=group.of)
        case "function":
            return say("group.function", name=group.name)
        case "turn":
            return say("group.turn", number=group.number)
        case "turns":
            return say("group.turns", first=group.number, last=group.until)
        case "step":
            return say("group.step", of=group.of)
    return say("group.loop", name=group.name)


def closed_at_first(root: Group, nodes: int) -> set[str]:
    """Return the groups that are closed at first: none where nodes are few; else the inner ones.

    Of a loop's turns the first may be open, as an example; an optimiser's steps are all alike.
    """
    if nodes <= FEW:
        return set()
    closed = {group.id for group in walk(root) if group is not root}
    shown = len(root.nodes) + len(root.inner)
    waiting = deque(root.inner)
    while waiting:
        group = waiting.popleft()
        more = len(group.nodes) + len(group.inner) - 1
        if shown + more <= SHOWN:
            shown += more
            closed.discard(group.id)
            waiting.extend(each for each in group.inner if tells(each))
    return closed


def tells(group: Group) -> bool:
    """Whether a group may be open at first."""
    return group.kind != "step" and group.number <= 1


def note_changes(group: Group, film: Film) -> None:
    """Say when something in a group is there, and when something in it is wrong."""
    lists = film.changes.lists
    inside = [node for each in walk(group) for node in each.nodes]
    seen = [lists[node]["shown"][0][0] for node in inside if "shown" in lists.get(node, {})]
    if seen:
        lists.setdefault(group.id, {})["shown"] = [[min(seen), True]]
    alarms = sorted(alarm for node in inside for alarm in alarms_of(node, lists.get(node, {})))
    standing: dict[str, str] = {}
    for moment, node, alarm in alarms:
        standing[node] = alarm
        worst = next((each for each in ALARMS if each in standing.values()), "idle")
        film.changes.set(moment, group.id, "state", worst)


def alarms_of(node: str, fields: dict[str, list[list[Any]]]) -> Iterable[tuple[int, str, str]]:
    """Yield when a node came to be wrong in some way, and when no more."""
    last = ""
    for moment, state in fields.get("state", ()):
        alarm = state if state in ALARMS else ""
        if alarm != last:
            yield moment, node, alarm
            last = alarm
    for moment, wrong in fields.get("wrong", ()):
        yield moment, node, "wrong" if wrong else ""
