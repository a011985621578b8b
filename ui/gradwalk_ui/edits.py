"""Ways to mend a program as edits of its text: lines to take away and lines to put in their place.

An edit is offered only where the line has the form that it changes; the words of the way stand
without one otherwise.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Args = dict[str, Any]
Edit = list[dict[str, Any]]  # {"line": 5, "old": [...], "new": [...]}, from above to below
CALL = re.compile(r"(?P<space>\s*)(?P<name>\w+)\.(?P<op>\w+)_\((?P<args>.*)\)\s*$")
AUGMENTED = re.compile(r"(?P<space>\s*)(?P<name>\w+)\s*(?P<sign>[-+*/@])=(?P<value>[^=].*)$")
BACKWARD = re.compile(r"(?P<root>.*\S)\.backward\((?P<args>[^()]*)\)(?P<rest>.*)$")


class Lines:
    """A program's lines, counted from 1."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")

    def __getitem__(self, number: Any) -> str:
        inside = isinstance(number, int) and 0 < number <= len(self._lines)
        return self._lines[number - 1] if inside else ""

    def before(self, number: int) -> Sequence[tuple[int, str]]:
        """Return the lines before one, nearest first."""
        return list(enumerate(self._lines[: number - 1], 1))[::-1]

    def replaced(self, number: int, *new: str) -> Edit:
        """Return the edit that puts other lines in place of one."""
        return [{"line": number, "old": [self[number]], "new": list(new)}]

    def inserted(self, number: int, *new: str) -> Edit:
        """Return the edit that puts lines before one."""
        return [{"line": number, "old": [], "new": list(new)}]


def space_of(text: str) -> str:
    """Return what a line is set in by."""
    return text[: len(text) - len(text.lstrip())]


def retain_graph(lines: Lines, args: Args) -> Edit | None:
    """Keep the graph the first time."""
    match = BACKWARD.match(lines[args["first_line"]])
    if match is None:
        return None
    given = f"{match['args']}, " if match["args"].strip() else ""
    text = f"{match['root']}.backward({given}retain_graph=True){match['rest']}"
    return lines.replaced(args["first_line"], text)


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


def under_no_grad(lines: Lines, args: Args) -> Edit | None:
    """Write where nothing is recorded."""
    text = lines[args["line"]]
    if CALL.match(text) is None and re.match(r"\s*\w+(\[.*\])?\s*[-+*/@]?=[^=]", text) is None:
        return None
    return lines.replaced(args["line"], f"{space_of(text)}with torch.no_grad():", f"    {text}")


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
    call, augmented = CALL.match(text), AUGMENTED.match(text)
    if call is not None and call["op"] == "zero":
        new = f"{call['space']}{call['name']} = torch.zeros_like({call['name']})"
    elif call is not None and call["op"] not in ("copy", "fill", "uniform", "normal", "random"):
        new = f"{call['space']}{call['name']} = {call['name']}.{call['op']}({call['args']})"
    elif augmented is not None:
        value = augmented["value"].strip()
        value = value if re.fullmatch(r"[\w.]+", value) else f"({value})"
        name = augmented["name"]
        new = f"{augmented['space']}{name} = {name} {augmented['sign']} {value}"
    else:
        return None
    return lines.replaced(args["wrote_line"], new)


def write_later(lines: Lines, args: Args) -> Edit | None:
    """Write after backward."""
    write, need = args["wrote_line"], args["needed_line"]
    text = lines[write]
    return [
        {"line": write, "old": [text], "new": []},
        {"line": need + 1, "old": [], "new": [text]},
    ]


def no_detach(lines: Lines, args: Args) -> Edit | None:
    """Leave out what cuts the way back."""
    cut, line = args.get("cut"), args.get("cut_line", 0)
    text = lines[line]
    if not cut or text.count(cut) != 1:
        return None
    return lines.replaced(line, text.replace(cut, ""))


def clone_data(lines: Lines, args: Args) -> Edit | None:
    """Write into a copy of what was saved."""
    for number, text in lines.before(args.get("wrote_line") or 0):
        match = re.match(rf"\s*{re.escape(args['through'] or '')}\s*=\s*[\w.]+\.data\s*$", text)
        if match is not None:
            return lines.replaced(number, text.rstrip().removesuffix(".data") + ".detach().clone()")
    return None


def detach_numpy(lines: Lines, args: Args) -> Edit | None:
    """Take the content without its history."""
    text = lines[args["line"]]
    if text.count(".numpy()") != 1:
        return None
    return lines.replaced(args["line"], text.replace(".numpy()", ".detach().numpy()"))


EDITS: dict[str, Callable[[Lines, Args], Edit | None]] = {
    "mend.retain_graph": retain_graph,
    "mend.sum_first": sum_first,
    "mend.give_gradient": give_gradient,
    "mend.under_no_grad": under_no_grad,
    "mend.clone_alias": clone_alias,
    "mend.clone_before": clone_before,
    "mend.out_of_place": out_of_place,
    "mend.write_later": write_later,
    "mend.no_detach": no_detach,
    "mend.clone_data": clone_data,
    "mend.detach_numpy": detach_numpy,
}


def with_edits(source: str, mends: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ways to mend, with the edit of each that has one."""
    lines = Lines(source)
    rows = []
    for mend in mends:
        make = EDITS.get(mend["key"])
        edit = None if make is None else make(lines, mend["args"])
        rows.append(mend if edit is None else mend | {"edit": edit})
    return rows
