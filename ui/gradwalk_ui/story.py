"""The trace up to an error, as a story reads it: what a name is bound to, and how that was made."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.edits.text import Line, Lines, program

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
        self.text = Lines(film.source)[failure.line]
        self.line = Line(self.text)
        self.boxes: list[str] = []
        self.facts: dict[str, Any] = {}  # for edits, beside the arguments of the words
        self.mendable = True  # whether the usual ways to mend such an error help here
        self.tree = program(film.source) or ast.Module([], [])  # where a cell cannot be read

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
        here = self.stored(scope).get(variable, set())
        if not here and variable not in parameters_of(scope):
            scope = self.tree
            here = self.stored(scope).get(variable, set())
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

    def stored(self, scope: ast.AST) -> dict[str, set[int]]:
        """Return the names that a part of the program gives to something, with the lines."""
        found: dict[str, set[int]] = {}
        for node in self.within(scope):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.setdefault(node.id, set()).add(node.lineno)
        return found

    def within(self, scope: ast.AST) -> Iterator[ast.AST]:
        """Yield the parts of a function or of the program, without those of functions in it."""
        for node in ast.iter_child_nodes(scope):
            yield node
            if not isinstance(node, FUNCTIONS):
                yield from self.within(node)

    def made(self, tensor: str) -> tuple[int, e.Made] | None:
        """Return the op that made a tensor."""
        return self._makers.get(tensor)

    @cached_property
    def _makers(self) -> dict[str, tuple[int, e.Made]]:
        found: dict[str, tuple[int, e.Made]] = {}
        for index, event in enumerate(self.events):
            if isinstance(event, e.Made):
                for output in event.outputs:
                    found.setdefault(output.tensor, (index, event))
        return found

    def recording_off(self, index: int) -> int:
        """Return the line that had switched recording off by an event, 0 where it is on."""
        modes = [event for event in self.events[:index] if isinstance(event, e.GradMode)]
        return modes[-1].line if modes and not modes[-1].enabled else 0


def parameters_of(scope: ast.AST) -> set[str]:
    """Return the names of a function's parameters."""
    given = getattr(scope, "args", None)  # a class and the program have none
    return {each.arg for each in ast.walk(given) if isinstance(each, ast.arg)} if given else set()
