"""A program's lines as an edit reads and changes them: by number, and by the syntax of each."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Args = dict[str, Any]
Edit = list[dict[str, Any]]  # {"line": 5, "old": [...], "new": [...]}, from above to below


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

    def block(self, head: int) -> list[str]:
        """Return the lines set in below a line, with blank ones between them."""
        space, found = space_of(self[head]), []
        for text in self._lines[head:]:
            if text.strip() and not text.startswith(f"{space} "):
                break
            found.append(text)
        while found and not found[-1].strip():
            found.pop()
        return found

    def replaced(self, number: int, *new: str) -> Edit:
        """Return the edit that puts other lines in place of one."""
        return [{"line": number, "old": [self[number]], "new": list(new)}]

    def inserted(self, number: int, *new: str) -> Edit:
        """Return the edit that puts lines before one."""
        return [{"line": number, "old": [], "new": list(new)}]


def space_of(text: str) -> str:
    """Return what a line is set in by."""
    return text[: len(text) - len(text.lstrip())]


class Line:
    """One line read as a statement, so that parts of it can be changed by what they are.

    The head of a block (`if x:`) is read as if it had a body; what is no statement has no parts.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._space = len(space_of(text))
        inside = text.strip()
        self.body = parsed(inside) or parsed(f"{inside} pass") or parsed(f"{inside}\n    pass")

    def each(self, kind: type[Any]) -> Iterator[Any]:
        """Yield the parts of one kind, outer ones first."""
        if self.body is not None:
            yield from (node for node in ast.walk(self.body) if isinstance(node, kind))

    def calls(self, name: str) -> Iterator[ast.Call]:
        """Yield the calls of a function or method by its last name."""
        for call in self.each(ast.Call):
            last = call.func.attr if isinstance(call.func, ast.Attribute) else None
            if name in (last, getattr(call.func, "id", None)):
                yield call

    def source(self, node: ast.expr) -> str:
        """Return the text of a part."""
        start, end = self._span(node)
        return self.text[start:end]

    def replaced(self, node: ast.expr, new: str) -> str:
        """Return the line with another text in place of a part."""
        start, end = self._span(node)
        return self.text[:start] + new + self.text[end:]

    def with_keyword(self, call: ast.Call, name: str, value: str) -> str:
        """Return the line with an argument of a call as this, whether it was there or not."""
        for word in call.keywords:
            if word.arg == name:
                return self.replaced(word.value, value)
        start, end = self._span(call)
        inside = self.text[start : end - 1].rstrip(", ")
        for given in call.args:
            if isinstance(given, ast.GeneratorExp) and self._span(given)[1] == end:
                inside = f"{self.text[start : self._span(given)[0]]}({self.source(given)}"
        comma = "" if inside.endswith("(") else ", "
        return f"{self.text[:start]}{inside}{comma}{name}={value}){self.text[end:]}"

    def _span(self, node: ast.expr) -> tuple[int, int]:
        """Where a part stands in the line, in characters; the syntax counts bytes."""
        raw = self.text.strip().encode()
        assert node.end_col_offset is not None
        ends = (node.col_offset, node.end_col_offset)
        start, end = (self._space + len(raw[:offset].decode()) for offset in ends)
        return start, end


def program(source: str) -> ast.Module | None:
    """Return a program as Python reads it, None where it cannot."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None


def parsed(text: str) -> ast.stmt | None:
    """Return the one statement that a text of one line is, or None."""
    try:
        (statement,) = ast.parse(text).body
    except (SyntaxError, ValueError):
        return None
    return statement


def operand(text: str) -> str:
    """Return an expression's text as something that an attribute can be asked of."""
    simple = isinstance(
        getattr(parsed(text), "value", None), ast.Name | ast.Attribute | ast.Call | ast.Subscript
    )
    return text if simple else f"({text})"
