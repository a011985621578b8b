"""Edits of what writes in place, or of what shares memory with it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line, operand, space_of

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines

CALL = re.compile(r"(?P<space>\s*)(?P<name>\w+)\.(?P<op>\w+)_\((?P<args>.*)\)\s*$")


def under_no_grad(lines: Lines, args: Args) -> Edit | None:
    """Write where nothing is recorded."""
    text = lines[args["line"]]
    if CALL.match(text) is None and re.match(r"\s*\w+(\[.*\])?\s*[-+*/@]?=[^=]", text) is None:
        return None
    return lines.replaced(args["line"], f"{space_of(text)}with torch.no_grad():", f"    {text}")


def update_in_place(lines: Lines, args: Args) -> Edit | None:
    """Write a leaf's new value into it, rather than bind its name to another tensor."""
    text = lines[args["made_line"]]
    line = Line(text)
    match line.body:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.BinOp(left=ast.Name(id=old), op=ast.Sub(), right=right),
        ) if name == old == args["name"]:
            written = f"{name} -= {line.source(right)}"
        case _:
            return None
    space = space_of(text)
    if args.get("recording_off"):
        return lines.replaced(args["made_line"], f"{space}{written}")
    new = (f"{space}with torch.no_grad():", f"{space}    {written}")
    return lines.replaced(args["made_line"], *new)


def clone_alias(lines: Lines, args: Args) -> Edit | None:
    """Give an alias memory of its own where it is made."""
    text = assigned(lines[args["line"]], ".clone()")
    return None if text is None else lines.replaced(args["line"], text)


def assigned(text: str, tail: str) -> str | None:
    """Return an assignment's line with something called on its value."""
    try:
        (statement,) = ast.parse(text.strip()).body
    except (SyntaxError, ValueError):
        return None
    if not isinstance(statement, ast.Assign):
        return None
    if not isinstance(statement.value, ast.Call | ast.Attribute | ast.Subscript | ast.Name):
        return None
    end = len(space_of(text)) + len(
        text.strip().encode()[: statement.value.end_col_offset].decode()
    )
    return text[:end] + tail + text[end:]


def clone_before(lines: Lines, args: Args) -> Edit | None:
    """Write into a copy."""
    line, name = args["wrote_line"], args["through"]
    if not name.isidentifier():
        return None
    return lines.inserted(line, f"{space_of(lines[line])}{name} = {name}.clone()")


def out_of_place(lines: Lines, args: Args) -> Edit | None:
    """Make a new tensor in place of writing into one."""
    text = lines[args["wrote_line"]]
    call, augmented = CALL.match(text), augmented_of(text)
    if call is not None and call["op"] == "zero":
        new = f"{call['space']}{call['name']} = torch.zeros_like({call['name']})"
    elif call is not None and call["op"] not in ("copy", "fill", "uniform", "normal", "random"):
        new = f"{call['space']}{call['name']} = {call['name']}.{call['op']}({call['args']})"
    elif augmented is not None:
        new = augmented
    else:
        return None
    return lines.replaced(args["wrote_line"], new)


SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"}


def augmented_of(text: str) -> str | None:
    """Return `y = y + 1` for `y += 1`, with whatever stands behind it."""
    line = Line(text)
    body = line.body
    if not isinstance(body, ast.AugAssign) or not isinstance(body.target, ast.Name):
        return None
    sign, value = SIGNS.get(type(body.op)), line.source(body.value)
    if sign is None:
        return None
    rest = line.replaced(body.value, operand(value) if isinstance(body.value, ast.BinOp) else value)
    before, _, after = rest.partition(f"{sign}=")
    return f"{before}= {body.target.id} {sign}{after}"


def write_later(lines: Lines, args: Args) -> Edit | None:
    """Write after backward."""
    write, need = args["wrote_line"], args["needed_line"]
    text = lines[write]
    return [{"line": write, "old": [text], "new": []}, {"line": need + 1, "old": [], "new": [text]}]


def clone_data(lines: Lines, args: Args) -> Edit | None:
    """Write into a copy of what was saved."""
    for number, text in lines.before(args.get("wrote_line") or 0):
        match = re.match(rf"\s*{re.escape(args['through'] or '')}\s*=\s*[\w.]+\.data\s*$", text)
        if match is not None:
            return lines.replaced(number, text.rstrip().removesuffix(".data") + ".detach().clone()")
    return None


def clone_view(lines: Lines, args: Args) -> Edit | None:
    """Give a view memory of its own before it is written."""
    text = lines[args["line"]]
    match = re.match(r"\s*(\w+)(?:\[.*?\])*\s*(?:\.\w+_\(|[-+*/@]?=[^=])", text)
    if match is None:
        return None
    return lines.inserted(args["line"], f"{space_of(text)}{match[1]} = {match[1]}.clone()")
