"""Who holds tensors: the program's variables, looked through between two of its statements.

A look costs as much as there is to look through, so it is taken again only once the program has
done about as much: after each statement of a small one.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import CO_OPTIMIZED, currentframe
from types import FunctionType
from typing import TYPE_CHECKING, Any

from gradwalk.tensorbase import TensorBase
from gradwalk.trace import lives
from gradwalk.trace.places import CELL

if TYPE_CHECKING:
    from gradwalk.trace.lives import Deaths
    from gradwalk.trace.record import Recorder

MOST = 20_000  # objects that one look goes through
LITTLE = 200  # objects that are looked through after each statement
EACH = 4  # fields that the log has grown by, for each object looked through, before the next look
PLAIN = frozenset((int, float, str, bool, bytes, complex, type(None), range, slice, type))
SNAPSHOT = sys.version_info < (3, 13)  # whether the locals of a frame are a copy that it keeps
Found = dict[int, str]  # a tensor's key: how the program reaches it


@dataclass(frozen=True, slots=True)
class Gone:
    """A tensor or a node was freed, which nothing held any more."""

    time: int
    id: str
    cell: int
    line: int


@dataclass(frozen=True, slots=True)
class Look:
    """What the program reached."""

    time: int
    held: Mapping[str, str]  # tensor: how the program reaches it


@dataclass(frozen=True, slots=True)
class Lives:
    """What was freed when and who held what; times are numbers of events there were by then."""

    told: tuple[Gone | Look, ...]  # in order
    inside: Mapping[str, Sequence[str]]  # at the end, by variable: tensors in a list or the like


class Holders:
    """Looks through a program's variables."""

    def __init__(self, recorder: Recorder, names: Mapping[str, object], freed: Deaths) -> None:
        self._recorder = recorder
        self._freed = freed
        self._names = names
        self._next = 0  # the place in the log from which on to look again
        self._looks: list[tuple[int, int, Found]] = []  # where in the log, how many were freed
        self._inside: dict[str, list[int]] = {}

    def look(self, *, last: bool = False) -> None:
        """A statement begins, or the program is over: look, if it has done enough."""
        mark = self._recorder.mark()
        if mark < self._next and not last:
            return
        found, visited = look_through(self._roots(), self._recorder.keeper.key)
        if not self._looks or self._looks[-1][2] != found:
            self._looks.append((mark, len(self._freed), found))
        self._next = mark + EACH * visited if visited > LITTLE else 0

    def _roots(self) -> Iterator[tuple[str, Any]]:
        """Yield the program's variables: its own, then those of its functions that run."""
        yield from self._names.items()
        frame = currentframe()
        while frame is not None:
            code = frame.f_code
            if code.co_filename.startswith(CELL) and code.co_flags & CO_OPTIMIZED:
                variables = frame.f_locals
                yield from tuple(variables.items())
                if SNAPSHOT:
                    variables.clear()  # else the copy would hold what the function has let go
            frame = frame.f_back

    def close(self) -> None:
        """The program is over: what is let go from now on is no business of its."""
        self.look(last=True)
        key_of = self._recorder.keeper.key
        for name, value in self._names.items():
            if isinstance(value, list | tuple | deque | dict | set):
                self._inside[name] = list(look_through(iter([(name, value)]), key_of)[0])
        self._freed = self._freed[:]

    def lives(self) -> Lives:
        """Return all that was found, by the ids and the times that events have."""
        at = self._recorder.index
        tensors, nodes = self._recorder.ids()
        told: list[tuple[int, Gone | Look]] = []
        for mark, place, found in self._looks:
            held = {tensors[key]: way for key, way in found.items() if key in tensors}
            told.append((place, Look(at(mark), held)))
        for place, (mark, is_node, key, line) in enumerate(self._freed, 1):
            name = (nodes if is_node else tensors).get(key)
            if name is not None:
                told.append((place, Gone(at(mark), name, *line)))
        told.sort(key=lambda each: (each[0], isinstance(each[1], Look)))
        inside = {
            name: [tensors[key] for key in keys if key in tensors]
            for name, keys in self._inside.items()
            if keys
        }
        return Lives(tuple([each for _, each in told]), inside)


@contextmanager
def watched(recorder: Recorder, names: Mapping[str, object]) -> Iterator[Holders]:
    """Watch over what a program holds and what is freed while it runs."""
    with lives.watched(recorder) as freed:
        holders = Holders(recorder, names, freed)
        yield holders


def look_through(
    roots: Iterator[tuple[str, Any]], key_of: Callable[[TensorBase], int]
) -> tuple[Found, int]:
    """Return the tensors that are reached from variables, and how many objects were visited."""
    found: Found = {}
    seen: set[int] = set()
    waiting: deque[tuple[str, Any]] = deque()
    for name, value in roots:
        if not name.startswith("__"):
            waiting.append((name, value))
    visited = 0
    while waiting and visited < MOST:
        way, value = waiting.popleft()
        visited += 1
        if value.__class__ in PLAIN or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, TensorBase):
            key = key_of(value)
            if key:
                found.setdefault(key, way)
            continue
        waiting.extend(parts_of(way, value))
    return found, visited


def parts_of(way: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what an object of a program holds, with the way there."""
    match value:
        case list() | tuple() | deque():
            yield from ((f"{way}[{place}]", each) for place, each in enumerate(value))
        case dict():
            yield from ((f"{way}[{text_of(key)}]", each) for key, each in value.items())
        case set() | frozenset():
            yield from ((f"{way}", each) for each in value)
        case FunctionType():
            for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
                try:
                    yield f"{way}.{name}", cell.cell_contents
                except ValueError:  # not bound yet
                    continue
        case _ if hasattr(value.__class__, "__dict__") and not isinstance(value, type):
            yield from attributes(way, value)


def attributes(way: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield an object's attributes; a module's parameters by the names that they have."""
    held = getattr(value, "__dict__", None)
    if not isinstance(held, dict) or hasattr(value, "__path__") or "__builtins__" in held:
        return  # a package or a module of Python
    for name, each in tuple(held.items()):
        if name in ("_parameters", "_buffers", "_modules"):
            yield from ((f"{way}.{part}", one) for part, one in each.items())
        else:
            yield f"{way}.{name}", each


def text_of(key: object) -> str:
    """Return a key of a dict as the way to a tensor shows it."""
    return repr(key)[:24] if isinstance(key, (str, int)) else "…"
