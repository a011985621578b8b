"""Graphs that a program keeps when nothing goes backward through them any more.

`losses.append(loss)` keeps each loss with all that made it; so does `total += loss`. Neither is a
fault where one backward then goes through all of it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from gradwalk_ui.edits import with_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk_ui.alive import Alive
    from gradwalk_ui.graphs import Graphs

FEWEST = 2  # results in one list, or sums in one graph
Row = dict[str, Any]


def leaks(alive: Alive, source: str) -> list[Row]:
    """Return what the program keeps in vain at its end."""
    tree = tree_of(source)
    if tree is None:
        return []
    graphs, held = alive.graphs, alive.held
    rows = []
    for name, tensors in alive.inside.items():
        nodes = [node for each in tensors if (node := graphs.history.get(each)) in graphs.next]
        if len(nodes) >= FEWEST and in_vain(graphs, nodes):
            rows.append(leak(alive, source, "list", name, nodes, appended(tree, name)))
    for tensor, way in held.items():
        node = graphs.history.get(tensor)
        if way.isidentifier() and node in graphs.next and node is not None:
            sums = summed(tree, way)
            grown = added_up(graphs, node, sums)
            if sums and grown >= FEWEST and not graphs.ran.get(node):
                rows.append(leak(alive, source, "sum", way, [node], sums, count=grown))
    return rows


def in_vain(graphs: Graphs, nodes: Sequence[str]) -> bool:
    """Whether results are kept that nothing has used since all of them were there.

    To go through all in one backward, or one by one, is a use; so is to compute with them.
    """
    if set.intersection(*[set(graphs.ran.get(node, ())) for node in nodes]):
        return False
    last = max(graphs.order[node] for node in nodes)
    idle = [node for node in nodes if not used_since(graphs, node, last)]
    return len(idle) >= FEWEST


def used_since(graphs: Graphs, node: str, last: int) -> bool:
    """Whether an op has read a node's result, or a backward gone through it, after `last`."""
    reader = graphs.read.get(node)
    if reader is not None and graphs.order[reader] > last:
        return True
    return any(graphs.begun[number - 1] > last for number in graphs.ran.get(node, ()))


def added_up(graphs: Graphs, node: str, line: int) -> int:
    """Return how many results a sum has that one line has added up, 0 where they build on it."""
    count = 0
    while node in graphs.adds and graphs.line[node] == line:
        count += 1
        before = [each for each in graphs.next.get(node, ()) if each in graphs.adds]
        before = [each for each in before if graphs.line[each] == line]
        if not before:
            return count
        terms = [each for each in graphs.next[node] if each != before[0]]
        if before[0] in graphs.reach(terms):
            return 0  # the state of a recurrence
        node = before[0]
    return count


def leak(
    alive: Alive, source: str, kind: str, name: str, nodes: Sequence[str], line: int, **more: int
) -> Row:
    """Return a leak as the scene has it, with a way to mend it."""
    graphs = alive.graphs
    reached = graphs.reach(nodes)
    storages = {storage for each in reached for storage in graphs.saved.get(each, ())}
    size = sum(alive.sizes.get(each, 0) for each in storages if alive.only_graph(each))
    args = {"name": name, "line": line}
    mends: list[Row] = [{"key": f"mend.keep_number_{kind}", "args": args}]
    counts = {"count": len(nodes), "nodes": len(reached), "bytes": size} | more
    return {"kind": kind, **args, **counts, "mends": with_edits(source, mends)}


def tree_of(source: str) -> ast.Module | None:
    """Return a program's syntax tree; cells of a notebook may not be one together."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return None


def appended(tree: ast.Module, name: str) -> int:
    """Return the line that appends to a list, 0 where none does so plainly."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="append" | "add")) if (
                owner == name
            ):
                return node.lineno
    return 0


def summed(tree: ast.Module, name: str) -> int:
    """Return the line that adds to a variable, 0 where none does so plainly."""
    for node in ast.walk(tree):
        match node:
            case ast.AugAssign(target=ast.Name(id=target), op=ast.Add()) if target == name:
                return node.lineno
            case ast.Assign(
                targets=[ast.Name(id=target)], value=ast.BinOp(left=ast.Name(id=left), op=ast.Add())
            ) if target == left == name:
                return node.lineno
    return 0
