"""Edits that give a tensor its history back, or a leaf its wish for a gradient."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gradwalk_ui.edits.text import Line, operand, space_of

if TYPE_CHECKING:
    from gradwalk_ui.edits.text import Args, Edit, Lines

COPIES = ("tensor", "as_tensor", "from_numpy", "Tensor", "FloatTensor")  # of torch, of numbers
NUMBERS = ("item", "tolist", "numpy", "detach", "cpu")  # methods after which history is gone


def no_detach(lines: Lines, args: Args) -> Edit | None:
    """Leave out what cuts the way back."""
    cut, line = args.get("cut"), args.get("cut_line", 0)
    text = lines[line]
    if not cut or text.count(cut) != 1:
        return None
    return lines.replaced(line, text.replace(cut, ""))


def detach_numpy(lines: Lines, args: Args) -> Edit | None:
    """Take the content without its history."""
    text = lines[args["line"]]
    if text.count(".numpy()") != 1:
        return None
    return lines.replaced(args["line"], text.replace(".numpy()", ".detach().numpy()"))


def recorded(lines: Lines, args: Args) -> Edit | None:
    """Take a block out of no_grad: without its head, set in as the head was."""
    head = args.get("no_grad_line") or 0
    space = space_of(lines[head])
    if re.fullmatch(r"\s*with\s+torch\.no_grad\(\)\s*:\s*(#.*)?", lines[head]) is None:
        return None
    block = lines.block(head)
    if not block:
        return None
    inner = len(space_of(block[0])) - len(space)
    return [{"line": head, "old": [lines[head], *block],
             "new": [text[:len(space)] + text[len(space) + inner:] for text in block]}]  # fmt: skip


def bare(node: ast.expr) -> ast.expr:
    """Return whose numbers an expression takes: `y` of `torch.tensor(y.item())`."""
    while isinstance(node, ast.Call):
        function = node.func
        if not isinstance(function, ast.Attribute):
            return node
        if function.attr in NUMBERS and not node.args:
            node = function.value
        elif copies(node):
            node = node.args[0]
        else:
            return node
    return node


def copies(call: ast.Call) -> bool:
    """Whether a call is torch.tensor(...) of one thing, or a function like it."""
    function = call.func
    torch = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return torch and ast.unparse(function) in {f"torch.{name}" for name in COPIES} and (
        len(call.args) == 1
    )  # fmt: skip


def tensor_kept(line: Line) -> str | None:
    """Return a line with the tensors themselves where it takes their numbers, or None."""
    text = line.text
    while True:
        for call in Line(text).each(ast.Call):
            kept = bare(call)
            if kept is not call and not isinstance(kept, ast.Constant | ast.List | ast.Tuple):
                text = Line(text).replaced(call, kept_text(Line(text), kept))
                break
        else:
            return None if text == line.text else text


def kept_text(line: Line, node: ast.expr) -> str:
    """Return what stands in place of a copy."""
    text = line.source(node)
    return text if isinstance(node, ast.BinOp) is False else operand(text)


def no_numbers(lines: Lines, args: Args) -> Edit | None:
    """Go on with the tensors where their numbers were taken."""
    hunks: Edit = []
    for number in sorted(set(args.get("number_lines") or ())):
        kept = tensor_kept(Line(lines[number]))
        if kept is None:
            return None
        hunks += lines.replaced(number, kept)
    return hunks or None


def clone_keeps(lines: Lines, args: Args) -> Edit | None:
    """Copy a tensor with its history."""
    line = Line(lines[args["line"]])
    for call in line.calls("tensor"):
        if copies(call) and not call.keywords:
            if isinstance(call.args[0], ast.List):
                return None
            inner = operand(line.source(call.args[0]))
            return lines.replaced(args["line"], line.replaced(call, f"{inner}.clone()"))
    return None


def stack(lines: Lines, args: Args) -> Edit | None:
    """Put scalar tensors together as autograd can follow it."""
    line = Line(lines[args["line"]])
    for call in line.calls("tensor"):
        if copies(call) and not call.keywords and isinstance(call.args[0], ast.List | ast.Name):
            inner = line.source(call.args[0])
            return lines.replaced(args["line"], line.replaced(call, f"torch.stack({inner})"))
    return None


def requires_grad(lines: Lines, args: Args) -> Edit | None:
    """Let the leaf want a gradient where it is made."""
    number = args.get("leaf_line") or 0
    line = Line(lines[number])
    statement = line.body
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Call):
        return None
    call = statement.value
    if not ast.unparse(call.func).startswith("torch."):
        return None
    return lines.replaced(number, line.with_keyword(call, "requires_grad", "True"))


def float_leaf(lines: Lines, args: Args) -> Edit | None:
    """Make a tensor of numbers that can change a little."""
    line = Line(lines[args["line"]])
    for call in line.each(ast.Call):
        if any(word.arg == "requires_grad" for word in call.keywords):
            return lines.replaced(args["line"], line.with_keyword(call, "dtype", "torch.float32"))
    return None


def leaf_first(lines: Lines, args: Args) -> Edit | None:
    """Make leaves of the tensors that an optimiser is to change."""
    names = args.get("names") or ()
    if not names:
        return None
    space = space_of(lines[args["line"]])
    made = (f"{space}{name} = {name}.detach().requires_grad_()" for name in names)
    return lines.inserted(args["line"], *made)


def no_grad_instead(lines: Lines, args: Args) -> Edit | None:
    """Switch recording off in the way that leaves tensors usable."""
    for number, text in lines.before(args["line"]):
        if "inference_mode()" in text:
            return lines.replaced(number, text.replace("inference_mode()", "no_grad()"))
    return None


def detach(lines: Lines, args: Args) -> Edit | None:
    """Take a tensor without a history in place of switching requires_grad off."""
    match = re.fullmatch(
        r"(\s*)(\w+)\.requires_grad(?:_\(False\)|\s*=\s*False)\s*", lines[args["line"]]
    )
    if match is None:
        return None
    return lines.replaced(args["line"], f"{match[1]}{match[2]} = {match[2]}.detach()")
