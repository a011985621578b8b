"""Edits of calls and of what they are given."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines

NOT_CALLED = re.compile(r"(\.backward)(\s*(?:#.*)?)$")
# Methods that want nothing, so that parentheses are all that they lack.
ALONE = frozenset((
    "item", "tolist", "numpy", "detach", "clone", "size", "dim", "numel", "sum", "mean", "max",
    "min", "abs", "exp", "log", "sqrt", "tanh", "sigmoid", "relu", "t", "float", "long",
    "backward", "parameters", "named_parameters", "state_dict",
))  # fmt: skip


def call(lines: Lines, args: Args) -> Edit | None:
    """Call the method that a line only names; what it is indexed with becomes its argument."""
    line = Line(lines[args["line"]])
    for node in line.each(ast.Subscript):
        if line.source(node.value) == args["name"]:
            given = line.source(node.slice)
            return lines.replaced(args["line"], line.replaced(node, f"{args['name']}({given})"))
    for node in line.each(ast.Attribute):
        if line.source(node) == args["name"] and node.attr in ALONE:
            return lines.replaced(args["line"], line.replaced(node, f"{args['name']}()"))
    return None


def call_backward(lines: Lines, args: Args) -> Edit | None:
    """Call the backward that a line only names."""
    text, count = NOT_CALLED.subn(r"\1()\2", lines[args["backward_line"]])
    return lines.replaced(args["backward_line"], text) if count else None


def parameters(lines: Lines, args: Args) -> Edit | None:
    """Give an optimiser the parameters of a module, not the module."""
    return _given(lines, args, "{}.parameters()")


def in_list(lines: Lines, args: Args) -> Edit | None:
    """Give an optimiser a list of the one tensor."""
    return _given(lines, args, "[{}]")


def _given(lines: Lines, args: Args, form: str) -> Edit | None:
    line = Line(lines[args["line"]])
    for made in line.calls(args.get("optimizer") or ""):
        if made.args and isinstance(made.args[0], ast.Name | ast.Attribute | ast.Call):
            new = line.replaced(made.args[0], form.format(line.source(made.args[0])))
            return lines.replaced(args["line"], new)
    return None


def make_then_call(lines: Lines, args: Args) -> Edit | None:
    """Make a loss first, then call it with the tensors."""
    line = Line(lines[args["line"]])
    for made in line.each(ast.Call):
        name = line.source(made.func)
        if name == args["name"]:
            given = line.source(made)[len(name) :]
            return lines.replaced(args["line"], line.replaced(made, f"{name}(){given}"))
    return None


def on_cpu(lines: Lines, args: Args) -> Edit | None:
    """Leave the tensor where it is, or name the CPU."""
    line = Line(lines[args["line"]])
    for moved in line.calls("cuda"):
        if isinstance(moved.func, ast.Attribute):
            new = line.replaced(moved, line.source(moved.func.value))
            return lines.replaced(args["line"], new)
    for each in line.each(ast.Call):
        places = [word.value for word in each.keywords if word.arg == "device"]
        if getattr(each.func, "attr", None) in ("to", "device"):
            places += each.args
        for place in places:
            if isinstance(place, ast.Constant) and str(place.value).startswith("cuda"):
                return lines.replaced(args["line"], line.replaced(place, '"cpu"'))
    return None
