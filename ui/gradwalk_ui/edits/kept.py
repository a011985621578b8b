"""Edits that keep a number where a tensor with all its history was kept."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line, operand

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines

NUMBERS = ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.BinOp  # what may be a tensor


def keep_number_list(lines: Lines, args: Args) -> Edit | None:
    """Put the number into a list."""
    line = Line(lines[args["line"]])
    for call in (*line.calls("append"), *line.calls("add")):
        if len(call.args) == 1 and isinstance(call.args[0], NUMBERS):
            return lines.replaced(args["line"], number_kept(line, call.args[0]))
    return None


def keep_number_sum(lines: Lines, args: Args) -> Edit | None:
    """Add up numbers."""
    line = Line(lines[args["line"]])
    value = added(line.body)
    if not isinstance(value, NUMBERS):
        return None
    return lines.replaced(args["line"], number_kept(line, value))


def added(body: ast.stmt | None) -> ast.expr | None:
    """Return what `total += value` or `total = total + value` adds to its total."""
    match body:
        case ast.AugAssign(op=ast.Add(), value=value):
            return value
        case ast.Assign(
            targets=[ast.Name(total)],
            value=ast.BinOp(left=ast.Name(same), op=ast.Add(), right=value),
        ) if total == same:
            return value
    return None


def number_kept(line: Line, node: ast.expr) -> str:
    """Return a line with the number of a part in its place."""
    return line.replaced(node, f"{operand(line.source(node))}.item()")
