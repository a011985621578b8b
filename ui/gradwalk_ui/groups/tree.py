"""Which groups there are, and what is directly in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradwalk.trace.events import Scope

    from gradwalk_ui.picture import Picture

MOST_TURNS = 20  # of a loop, side by side; more are gathered by tens
LEAST_OPS = 2  # in a function or a turn that is worth a box of its own


@dataclass(slots=True, eq=False)
class Group:
    """A part of the picture; groups are numbered by their beginning."""

    kind: str  # of its scope, or "turns": several turns of a loop
    name: str
    of: str
    number: int  # of a turn, the first of some turns
    until: int  # the last of some turns
    line: int
    last: int
    first: int  # event, and the one after its last
    end: int
    parent: Group | None
    nodes: list[str] = field(default_factory=list)  # directly in it
    inner: list[Group] = field(default_factory=list)
    ops: int = 0  # in it or in what is in it
    id: str = ""

    def chain(self) -> list[Group]:
        """Return the groups around and itself, outermost first."""
        found: list[Group] = []
        at: Group | None = self
        while at is not None:
            found.append(at)
            at = at.parent
        return found[::-1]


def tree(scopes: Sequence[Scope], picture: Picture) -> Group:
    """Return the whole picture as a group with all others in it; it has no id."""
    end = max([scope.end for scope in scopes], default=0)
    root = Group("", "", "", 0, 0, 0, 0, 0, end, None)
    every = [root, *nested(root, scopes)]
    for node, group in homes(root, picture).items():
        group.nodes.append(node)
    for group in reversed(every):
        group.ops += sum(picture.nodes[node]["kind"] == "op" for node in group.nodes)
        if group.parent is not None:
            group.parent.ops += group.ops
    for group in list(walk(root)):
        if group.kind == "loop":
            gather(group)
    for group in reversed(list(walk(root))):
        if group.parent is not None and not worth(group):
            dissolve(group)
    for count, group in enumerate(each for each in walk(root) if each is not root):
        group.id = f"g{count}"
    return root


def walk(root: Group) -> Iterator[Group]:
    """Yield groups, an outer one before what is in it, by their beginning."""
    waiting = [root]
    while waiting:
        group = waiting.pop()
        yield group
        waiting += reversed(group.inner)


def nested(root: Group, scopes: Sequence[Scope]) -> list[Group]:
    """Return the scopes as groups, each put into the one around it."""
    found = []
    around = root
    for scope in scopes:
        while around.parent is not None and scope.first >= around.end:
            around = around.parent
        end = min(scope.end, around.end)
        place = (scope.line, scope.last, scope.first, end)
        number = scope.number
        group = Group(scope.kind, scope.name, scope.of, number, number, *place, around)
        around.inner.append(group)
        found.append(group)
        around = group
    return found


def homes(root: Group, picture: Picture) -> Mapping[str, Group]:
    """Return the innermost group of each node; a leaf goes where all that read it are.

    So does a parameter that a turn of a loop has written, if it is the next turn that reads it:
    each turn then begins with its parameters.
    """
    found: dict[str, Group] = {}
    around, upcoming = root, iter(list(walk(root))[1:])
    following = next(upcoming, None)
    for index, drawn in sorted(picture.drawn.items()):
        while following is not None and following.first <= index:
            around, following = following, next(upcoming, None)
        while around.parent is not None and index >= around.end:
            around = around.parent
        parts = [drawn.op, *drawn.boxes, *drawn.cards]
        found.update((part, around) for part in parts if part is not None)
    readers: dict[str, list[Group]] = {}
    for edge in picture.edges.values():
        readers.setdefault(edge["from"], []).append(found[edge["to"]])
    for identity, node in picture.nodes.items():
        if node["kind"] == "tensor" and identity in readers:
            there = common(readers[identity])
            if node["made_by"] is None or (node["leaf"] and later(found[identity], there)):
                found[identity] = there
    return {identity: found[identity] for identity in picture.nodes}


def common(groups: list[Group]) -> Group:
    """Return the innermost group that has all of these in it."""
    found = groups[0].chain()
    for group in dict.fromkeys(groups):
        found = shared(found, group.chain())
    return found[-1]


def later(made: Group, read: Group) -> bool:
    """Whether what reads a tensor is in another turn of a loop than what made it."""
    return any(group.kind == "turn" for group in set(read.chain()) - set(made.chain()))


def shared(chain: list[Group], other: list[Group]) -> list[Group]:
    """Return what two chains of groups begin with."""
    same = 0
    while same < min(len(chain), len(other)) and chain[same] is other[same]:
        same += 1
    return chain[:same]


def gather(loop: Group) -> None:
    """Put the turns of a long loop into groups of ten, and these likewise."""
    while len(loop.inner) > MOST_TURNS:
        tens = []
        for start in range(0, len(loop.inner), 10):
            part = loop.inner[start : start + 10]
            first, last = part[0], part[-1]
            place = (loop.line, loop.last, first.first, last.end)
            group = Group("turns", loop.name, "", first.number, last.until, *place, loop)
            group.inner, group.ops = part, sum(turn.ops for turn in part)
            for turn in part:
                turn.parent = group
            tens.append(group)
        loop.inner = tens


def worth(group: Group) -> bool:
    """Whether a group tells more than what is in it; its inner ones are known to."""
    parent = group.parent
    assert parent is not None
    if group.ops == 0:
        return False
    if group.kind == "module":
        return True
    if group.kind == "loop":
        return sum(turn.until - turn.number + 1 for turn in group.inner) > 1 or len(group.nodes) > 1
    if group.kind == "function" and parent.kind in ("module", "function"):
        alone = len(parent.inner) == 1 and not parent.nodes
        return group.ops >= LEAST_OPS and not alone
    return group.ops >= LEAST_OPS


def dissolve(group: Group) -> None:
    """Let what is in a group be in the one around it."""
    around = group.parent
    assert around is not None
    place = around.inner.index(group)
    around.inner[place : place + 1] = group.inner
    around.nodes += group.nodes
    for each in group.inner:
        each.parent = around
