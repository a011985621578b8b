"""Edits of names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines


def use_near(lines: Lines, args: Args) -> Edit | None:
    """Write the name that was meant, wherever the line has the other."""
    text = lines[args["line"]]
    names = [node for node in Line(text).each(ast.Name) if node.id == args["name"]]
    asked = [node for node in Line(text).each(ast.Attribute) if node.attr == args["name"]]
    for node in sorted(names, key=lambda node: -node.col_offset):  # those before keep their place
        text = Line(text).replaced(node, args["near"])
    for node in asked if len(asked) == 1 else ():
        owner = Line(text).source(node.value)
        text = Line(text).replaced(node, f"{owner}.{args['near']}")
    return lines.replaced(args["line"], text) if text != lines[args["line"]] else None
