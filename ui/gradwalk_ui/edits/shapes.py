"""Edits of a line whose tensors do not fit together, by the shapes that the trace knows."""

from __future__ import annotations

import ast
from math import prod
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line, operand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gradwalk_ui.edits.text import Args, Edit, Lines

Shape = tuple[int, ...]
PRODUCTS = ("matmul", "mm", "bmm", "dot", "mv")
SIGNS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


def pairs(line: Line) -> Iterator[tuple[ast.expr, ast.expr, bool]]:
    """Yield the two sides of each operation, and whether it is a matrix product."""
    for node in line.each(ast.BinOp):
        yield node.left, node.right, isinstance(node.op, ast.MatMult)
    for name in PRODUCTS:
        for call in line.calls(name):
            sides = [*call.args]
            if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) != "torch":
                sides.insert(0, call.func.value)
            if len(sides) == 2:
                yield sides[0], sides[1], True


def shaped(
    line: Line, shapes: Mapping[str, Sequence[int]]
) -> Iterator[tuple[ast.expr, Shape, ast.expr, Shape, bool]]:
    """Yield the operations between two names whose shapes are known."""
    for left, right, product in pairs(line):
        one, other = (shapes.get(line.source(side)) for side in (left, right))
        if one is not None and other is not None:
            yield left, tuple(one), right, tuple(other), product


def transpose(lines: Lines, args: Args) -> Edit | None:
    """Turn round the one side of a matrix product that then fits."""
    line = Line(lines[args["line"]])
    for left, one, right, other, product in shaped(line, args.get("shapes") or {}):
        if not product or len(one) != 2 or len(other) != 2 or one[1] == other[0]:
            continue
        turned = right if one[1] == other[1] else left if one[0] == other[0] else None
        if turned is not None:
            return lines.replaced(args["line"], line.replaced(turned, f"{line.source(turned)}.T"))
    return None


def unsqueeze(lines: Lines, args: Args) -> Edit | None:
    """Give the side that has fewer dimensions one of length 1 where it then fits."""
    line = Line(lines[args["line"]])
    for left, one, right, other, product in shaped(line, args.get("shapes") or {}):
        if product or len(one) == len(other):
            continue
        small, shape, large = (left, one, other) if len(one) < len(other) else (right, other, one)
        dims = [
            dim for dim in range(1, len(shape) + 1) if fits((*shape[:dim], 1, *shape[dim:]), large)
        ]
        if dims:
            new = f"{operand(line.source(small))}.unsqueeze({dims[0]})"
            return lines.replaced(args["line"], line.replaced(small, new))
    return None


def fits(one: Shape, other: Shape) -> bool:
    """Whether two shapes can be broadcast to one."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return all(a == b or 1 in (a, b) for a, b in pairs)


def minus_one(lines: Lines, args: Args) -> Edit | None:
    """Let one length of a shape be worked out: the first that the others allow, from the front."""
    line, size = Line(lines[args["line"]]), int(args["size"])
    for call in (*line.calls("view"), *line.calls("reshape")):
        given = call.args[0] if len(call.args) == 1 else None
        parts = given.elts if isinstance(given, ast.Tuple | ast.List) else call.args
        values = [part.value if isinstance(part, ast.Constant) else None for part in parts]
        lengths = [value for value in values if isinstance(value, int)]
        if len(lengths) < len(parts):
            continue
        for at, part in enumerate(parts):
            rest = prod(length for i, length in enumerate(lengths) if i != at)
            if rest > 0 and size % rest == 0:
                return lines.replaced(args["line"], line.replaced(part, "-1"))
    return None


def use_reshape(lines: Lines, args: Args) -> Edit | None:
    """Copy where a view cannot be had."""
    text = lines[args["line"]]
    if text.count(".view(") != 1:
        return None
    return lines.replaced(args["line"], text.replace(".view(", ".reshape("))


def all_of(lines: Lines, args: Args) -> Edit | None:
    """Ask whether the condition holds of every element."""
    line = Line(lines[args["line"]])
    test = getattr(line.body, "test", None)
    if test is None or isinstance(test, ast.BoolOp | ast.UnaryOp):
        return None  # `not x` asks of all of x what it is
    return lines.replaced(args["line"], line.replaced(test, f"{operand(line.source(test))}.all()"))


def any_of(lines: Lines, args: Args) -> Edit | None:
    """Ask whether the condition holds of some element."""
    edit = all_of(lines, args)
    if edit is None:
        return None
    (hunk,) = edit
    return [hunk | {"new": [".any()".join(hunk["new"][0].rsplit(".all()", 1))]}]


def target_shape(lines: Lines, args: Args) -> Edit | None:
    """Give the target of a loss the shape of what it is compared with."""
    line = Line(lines[args["line"]])
    given, wanted = args["given"], args["wanted"]
    for call in line.each(ast.Call):
        if len(call.args) == 2 and not any(
            isinstance(each, ast.Starred | ast.Constant) for each in call.args
        ):
            target = call.args[1]
            new = f"{operand(line.source(target))}.reshape({', '.join(map(str, wanted))})"
            if prod(given) == prod(wanted):
                return lines.replaced(args["line"], line.replaced(target, new))
    return None
