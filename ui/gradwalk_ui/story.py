"""The trace up to an error, as a story reads it: what a name is bound to, and how that was made."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.edits.text import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gradwalk_ui.film import Film
    from gradwalk_ui.program import ProgramError

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Story:
    """The trace up to an error, and the boxes to mark."""

    def __init__(self, film: Film, failure: ProgramError) -> None:
        self.film = film
        self.failure = failure
        self.events = film.events[: failure.event_index]
        lines = film.source.split("\n")
        inside = 0 < failure.line <= len(lines)
        self.text = lines[failure.line - 1] if inside else ""
        self.line = Line(self.text)
        self.boxes: list[str] = []
        self.facts: dict[str, Any] = {}  # for edits, beside the arguments of the words
        self.tree = ast.Module([], [])  # of the program, empty where a cell cannot be read
        with suppress(SyntaxError, ValueError, RecursionError):
            self.tree = ast.parse(film.source)

    def tensor_named(self, name: str) -> str | None:
        """Return the tensor a variable is bound to when it fails; its box is marked."""
        bound = None
        for event in self.events:
            if isinstance(event, e.Named) and event.name == name:
                bound = event.tensor
        if bound is not None and bound in self.film.box:
            self.boxes.append(self.film.box[bound])
        return bound

    def surely_named(self, name: str) -> str | None:
        """Return the tensor a name stands for on the line that failed, where that is certain.

        A name of the same letters in another function does not count, nor one that the program has
        given to something else since.
        """
        variable = name.partition(".")[0]
        scope = self.scope(self.failure.line)
        here = {bound_by(node, variable) for node in self.within(scope)} - {0}
        if scope is not self.tree and not here and variable not in parameters_of(scope):
            scope = self.tree
            here = {bound_by(node, variable) for node in self.within(scope)} - {0}
        for event in reversed(self.events):
            named = isinstance(event, e.Named) and event.name == name and event.tensor
            if named and self.scope(event.line) is scope:
                if any(event.line < line < self.failure.line for line in here):
                    return None
                self.boxes += [self.film.box[named]] if named in self.film.box else []
                return named
        return None

    def scope(self, line: int) -> ast.AST:
        """Return the innermost function or class that a line is in, or the program."""
        found: ast.AST = self.tree
        for node in ast.walk(self.tree):
            if isinstance(node, FUNCTIONS) and node.lineno <= line <= (node.end_lineno or 0):
                found = node  # an inner one is walked to later
        return found

    def within(self, scope: ast.AST) -> Iterator[ast.AST]:
        """Yield the parts of a function or of the program, without those of functions in it."""
        for node in ast.iter_child_nodes(scope):
            yield node
            if not isinstance(node, FUNCTIONS):
                yield from self.within(node)

    def made(self, tensor: str) -> tuple[int, e.Made] | None:
        """Return the op that made a tensor."""
        for index, event in enumerate(self.events):
            if isinstance(event, e.Made) and any(o.tensor == tensor for o in event.outputs):
                return index, event
        return None

    def recording_off(self, index: int) -> int:
        """Return the line that had switched recording off by an event, 0 where it is on."""
        modes = [event for event in self.events[:index] if isinstance(event, e.GradMode)]
        return modes[-1].line if modes and not modes[-1].enabled else 0


def bound_by(node: ast.AST, name: str) -> int:
    """Return the line on which a part of a program gives a name to something, or 0."""
    stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name
    return node.lineno if isinstance(node, ast.Name) and stored else 0


def parameters_of(scope: ast.AST) -> set[str]:
    """Return the names of a function's parameters."""
    given = getattr(scope, "args", None)
    if not isinstance(given, ast.arguments):
        return set()
    return {each.arg for each in ast.walk(given) if isinstance(each, ast.arg)}
