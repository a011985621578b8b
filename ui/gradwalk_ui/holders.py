"""Who holds tensors: the program's variables, looked through between two of its statements.

A look costs as much as there is to look through, so it is taken again only once the program has
done about as much: after each statement of a small one.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from inspect import CO_OPTIMIZED, currentframe
from types import FrameType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from gradwalk.tensorbase import TensorBase
from gradwalk.trace import lives
from gradwalk.trace.places import CELL

if TYPE_CHECKING:
    from gradwalk.trace.lives import Deaths
    from gradwalk.trace.record import Recorder

    Roots = Callable[[], Iterator[tuple[str, Any]]]

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
    """Looks through a program's variables, which `roots` yields, for tensors of a class."""

    def __init__(
        self,
        recorder: Any,  # the engine's, or that of the bridge
        roots: Roots,
        freed: Deaths,
        kind: type = TensorBase,
    ) -> None:
        self._recorder = recorder
        self._freed = freed
        self._roots = roots
        self._kind = kind
        self._next = 0  # the place in the log from which on to look again
        self._looks: list[tuple[int, int, Found]] = []  # where in the log, how many were freed
        self._inside: dict[str, list[int]] = {}

    def look(self, *, last: bool = False) -> None:
        """A statement begins, or the program is over: look, if it has done enough."""
        mark = self._recorder.mark()
        if (mark < self._next or self._recorder.full) and not last:
            return
        found, visited = self._through(self._roots())
        if not self._looks or self._looks[-1][2] != found:
            self._looks.append((mark, len(self._freed), found))
        self._next = mark + EACH * visited if visited > LITTLE else 0

    def _through(self, roots: Iterator[tuple[str, Any]]) -> tuple[Found, int]:
        return look_through(roots, self._recorder.keeper.key, self._kind)

    def close(self) -> None:
        """The program is over: what is let go from now on is no business of its."""
        self.look(last=True)
        for name, value in self._roots():
            if isinstance(value, list | tuple | deque | dict | set):
                self._inside.setdefault(name, list(self._through(iter([(name, value)]))[0]))
        self._freed = self._freed[:]

    def lives(self, moved: Sequence[int] | None = None) -> Lives:
        """Return all that was found, by the ids and the times that events have.

        `moved` says by how many lines each cell's have moved since.
        """
        at = self._recorder.index
        tensors, nodes = self._recorder.ids()
        told: list[tuple[int, Gone | Look]] = []
        for mark, place, found in self._looks:
            held = {tensors[key]: way for key, way in found.items() if key in tensors}
            told.append((place, Look(at(mark), held)))
        for place, (mark, is_node, key, line) in enumerate(self._freed, 1):
            name = (nodes if is_node else tensors).get(key)
            if name is not None:
                cell, number = line
                number += moved[cell] if moved and number else 0
                told.append((place, Gone(at(mark), name, cell, number)))
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
        yield Holders(recorder, lambda: variables(names), freed)


def variables(names: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    """Yield the program's variables: its own, then those of its functions that run."""
    yield from names.items()
    frame = currentframe()
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(CELL) and code.co_flags & CO_OPTIMIZED:
            yield from local(frame)
        frame = frame.f_back


def local(frame: FrameType) -> tuple[tuple[str, Any], ...]:
    """Return the variables of a function that runs."""
    held = frame.f_locals
    found = tuple(held.items())
    if SNAPSHOT:
        held.clear()  # else the copy would hold what the function has let go
    return found


def look_through(
    roots: Iterator[tuple[str, Any]], key_of: Callable[[Any], int], kind: type
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
        if type(value) in PLAIN or id(value) in seen:
            continue
        seen.add(id(value))
        if issubclass(type(value), kind):
            key = key_of(value)
            if key:
                found.setdefault(key, way)
            continue
        with suppress(Exception):  # an object of the program's may refuse to be looked at
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
    if not isinstance(held, dict) or isinstance(value, ModuleType):
        return
    for name, each in tuple(held.items()):
        if name in ("_parameters", "_buffers", "_modules") and isinstance(each, dict):
            yield from ((f"{way}.{part}", one) for part, one in each.items())
        else:
            yield f"{way}.{name}", each


def text_of(key: object) -> str:
    """Return a key of a dict as the way to a tensor shows it."""
    return repr(key)[:24] if isinstance(key, (str, int)) else "…"
