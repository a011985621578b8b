"""Edits of a backward, or of the line that asks for a gradient."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line, space_of

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines

BACKWARD = re.compile(r"(?P<root>.*\S)\.backward\((?P<args>[^()]*)\)(?P<rest>.*)$")


def retain_graph(lines: Lines, args: Args) -> Edit | None:
    """Keep the graph the first time."""
    line = Line(lines[args["first_line"]])
    for call in line.calls("backward"):
        text = line.with_keyword(call, "retain_graph", "True")
        return lines.replaced(args["first_line"], text)
    return None


def detach_carried(lines: Lines, args: Args) -> Edit | None:
    """End each turn of a loop without its history."""
    return _at_the_end(lines, args, f"{args['name']} = {args['name']}.detach()")


def detach_parts(lines: Lines, args: Args) -> Edit | None:
    """End each turn of a loop without the history of any of several tensors."""
    name = args["name"]
    return _at_the_end(lines, args, f"{name} = tuple(each.detach() for each in {name})")


def _at_the_end(lines: Lines, args: Args, text: str) -> Edit | None:
    space = space_of(lines[args["inside"]])
    return lines.inserted(args["loop_end"] + 1, f"{space}{text}") if space else None


def sum_first(lines: Lines, args: Args) -> Edit | None:
    """Make one number of the result."""
    match = BACKWARD.match(lines[args["line"]])
    if match is None or match["args"].strip():
        return None
    return lines.replaced(args["line"], f"{match['root']}.sum().backward(){match['rest']}")


def give_gradient(lines: Lines, args: Args) -> Edit | None:
    """Say the weights of a result that has a name."""
    match = BACKWARD.match(lines[args["line"]])
    if match is None or match["args"].strip() or not match["root"].strip().isidentifier():
        return None
    name = match["root"].strip()
    text = f"{match['root']}.backward(torch.ones_like({name})){match['rest']}"
    return lines.replaced(args["line"], text)


def ones_like(lines: Lines, args: Args) -> Edit | None:
    """Give a gradient of the result's own shape."""
    line = Line(lines[args["line"]])
    for call in line.calls("backward"):
        given = call.args[0] if call.args else None
        if given is None or len(call.args) > 1 or call.keywords:
            continue
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            new = f"torch.ones_like({call.func.value.id})"
            return lines.replaced(args["line"], line.replaced(given, new))
    return None


def allow_unused(lines: Lines, args: Args) -> Edit | None:
    """Say that a tensor may have had no part in the result."""
    line = Line(lines[args["line"]])
    call = next(line.calls("grad"), None)
    if call is None:
        return None
    return lines.replaced(args["line"], line.with_keyword(call, "allow_unused", "True"))


def zero_grad(lines: Lines, args: Args) -> Edit | None:
    """Clear what an earlier step has left in .grad before backward adds to it."""
    text = lines[args["line"]]
    if Line(text).body is None or BACKWARD.match(text) is None:
        return None
    space = space_of(text)
    if args["optimizer"]:
        return lines.inserted(args["line"], f"{space}{args['optimizer']}.zero_grad()")
    names = args["leaves"]
    if len(names) > 8 or not all(name.replace(".", "x").isidentifier() for name in names):
        return None
    return lines.inserted(args["line"], *(f"{space}{name}.grad = None" for name in names))


def retain_grad(lines: Lines, args: Args) -> Edit | None:
    """Ask for the gradient of a tensor that is no leaf, before backward passes it."""
    line = args.get("backward_line")
    if not line or not args["made_line"] < line or Line(lines[line]).body is None:
        return None
    return lines.inserted(line, f"{space_of(lines[line])}{args['name']}.retain_grad()")
