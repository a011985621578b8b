"""Which part of the program an event belongs to: a module's call, a function's, a turn of a loop.

Scopes stand beside the events, as intervals of them, and change none. One in which nothing
happened leaves no trace, so that a program may call functions as often as it likes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

from gradwalk.trace.events import Scope

OPEN = -1  # where a scope ends that has not ended
Row = list[Any]  # the fields of a Scope, its first and its end as marks


def is_module(value: object) -> bool:
    """Tell whether it is a module, of ours or of PyTorch's, whose `__init__` has run."""
    return "_modules" in getattr(value, "__dict__", ()) and hasattr(type(value), "named_parameters")


class Scopes:
    """The scopes that were opened so far; their ends are marks, which `told` makes events."""

    def __init__(self, mark: Callable[[], int]) -> None:
        self._mark = mark
        self._rows: list[Row] = []
        self._open: list[Row] = []  # outermost first
        self._bases: list[int] = []  # how many were open when each call began
        self._modules: list[Any] = []  # whose calls are under way
        self._names: dict[int, tuple[ref[Any], str]] = {}  # id of a module -> it, and its name

    def told(self, index: Callable[[int], int], count: int) -> tuple[Scope, ...]:
        """Return the scopes in which some of the first events happened, by their beginning."""
        found = []
        for row in self._rows:
            end = count if row[7] == OPEN else min(index(row[7]), count)
            fields = [*row[:6], index(row[6]), end]
            found.append(Scope(*fields))
        return tuple([scope for scope in found if scope.first < scope.end])

    def named(self, name: str, module: Any) -> None:
        """A variable was bound to a module; it keeps the first name it had."""
        if self._name(module) is None:
            self._names[id(module)] = ref(module), name

    def _name(self, module: Any) -> str | None:
        known = self._names.get(id(module))
        return known[1] if known is not None and known[0]() is module else None

    # Calls ---------------------------------------------------------------------------------

    def entered(self, kind: str, name: str, of: str = "", line: int = 0, last: int = 0) -> None:
        """A call begins."""
        self._push(kind, name, of, line, last, 0)
        self._bases.append(len(self._open) - 1)

    def called(self, name: str, line: int, last: int) -> None:
        """A function of the program's own begins."""
        self.entered("function", name, "", line, last)

    def entered_module(self, module: Any) -> None:
        """A module is called; it is known by its place in the module that calls it."""
        modules, found = self._modules, None
        if modules:
            for name, each in getattr(modules[-1], "_modules", {}).items():
                if each is module:
                    found = name
                    break
        self._push("module", found or self._name(module) or "", type(module).__name__, 0, 0, 0)
        self._bases.append(len(self._open) - 1)
        modules.append(module)

    def left(self) -> None:
        """The innermost call is over, and all that began in it."""
        if self._bases:
            self._pop_to(self._bases.pop())

    def left_module(self) -> None:
        """A module's call is over."""
        if self._modules:
            self._modules.pop()
        if self._bases:
            self._pop_to(self._bases.pop())

    # Loops ---------------------------------------------------------------------------------

    def turned(self, depth: int, name: str, line: int, last: int) -> None:
        """A turn of a loop begins, that is inside `depth` others of the same function."""
        at = self._base() + 2 * depth
        around = self._open[at] if at < len(self._open) else None
        if around is None or around[0] != "loop" or around[4] != line:
            self._pop_to(at)
            self._push("loop", name, "", line, last, 0)
            self._push("turn", name, "", line, last, 1)
            return
        number = self._open[at + 1][3] if at + 1 < len(self._open) else 0
        self._pop_to(at + 1)
        self._push("turn", name, "", line, last, number + 1)

    def turned_out(self, depth: int) -> None:
        """The loops inside `depth` others are over, in whatever way."""
        self._pop_to(self._base() + 2 * depth)

    def all_left(self) -> None:
        """Nothing of the program runs any more, whatever it was that ended it."""
        self._bases.clear()
        self._modules.clear()
        self._pop_to(0)

    def _base(self) -> int:
        return self._bases[-1] + 1 if self._bases else 0

    def _push(self, kind: str, name: str, of: str, line: int, last: int, number: int) -> None:
        # Where the recursion is too deep the call fails, and nothing has changed.
        row = [kind, name, of, number, line, last, self._mark(), OPEN]
        self._open.append(row)
        self._rows.append(row)

    def _pop_to(self, count: int) -> None:
        """Close all but so many; those in which nothing was put down are forgotten."""
        opened, rows = self._open, self._rows
        mark = self._mark()
        while len(opened) > count:
            row = opened.pop()
            row[7] = mark
            if row[6] == mark and row is rows[-1]:
                rows.pop()
