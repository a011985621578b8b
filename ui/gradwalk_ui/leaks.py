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
            lines = [graphs.line[each] for each in graphs.reach([node])]
            grown = sum(line == sums for line in lines)
            if sums and grown >= FEWEST and in_vain_sum(graphs, node):
                rows.append(leak(alive, source, "sum", way, [node], sums, count=grown))
    return rows


def in_vain(graphs: Graphs, nodes: Sequence[str]) -> bool:
    """Whether results are kept that no backward has gone through together."""
    passes = [set(graphs.ran.get(node, ())) for node in nodes]
    return not set.intersection(*passes)


def in_vain_sum(graphs: Graphs, node: str) -> bool:
    """Whether a sum is kept that no backward has gone through as a whole."""
    return not graphs.ran.get(node)


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
