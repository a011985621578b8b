"""Edits that keep a number where a tensor with all its history was kept."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines


def keep_number_list(lines: Lines, args: Args) -> Edit | None:
    """Put the number into a list."""
    match = re.match(r"(\s*[\w.]+\.(?:append|add)\()(.+)(\)\s*)$", lines[args["line"]])
    if match is None:
        return None
    return lines.replaced(args["line"], f"{match[1]}{number_of(match[2])}{match[3].rstrip()}")


def keep_number_sum(lines: Lines, args: Args) -> Edit | None:
    """Add up numbers."""
    match = re.match(r"(\s*(\w+)\s*(?:\+=|=\s*\2\s*\+)\s*)([^#]+?)\s*$", lines[args["line"]])
    if match is None:
        return None
    return lines.replaced(args["line"], f"{match[1]}{number_of(match[3])}")


def number_of(text: str) -> str:
    """Return an expression's number, in parentheses where it needs them."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return f"({text}).item()"
    plain = isinstance(tree, ast.Name | ast.Attribute | ast.Call | ast.Subscript)
    return f"{text}.item()" if plain else f"({text}).item()"
