"""Edits of names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines


def use_near(lines: Lines, args: Args) -> Edit | None:
    """Write the name that was meant, wherever the line has the other as a name."""
    text = lines[args["line"]]
    found = [node for node in Line(text).each(ast.Name) if node.id == args["name"]]
    for node in sorted(found, key=lambda node: -node.col_offset):  # those before keep their place
        text = Line(text).replaced(node, args["near"])
    return lines.replaced(args["line"], text) if found else None
