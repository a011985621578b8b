"""A recorder's rows: what it appends on the path of an op, and the events they become later.

A row is a tuple of an event's class and fields; a part that is a tuple beginning with a class is
made the same way. Arrays in it become Values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gradwalk.array import generic, ndarray
from gradwalk.trace import events as e
from gradwalk.trace.capture import summary
from gradwalk.views import CopySlices

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.tensorbase import TensorBase

Row = tuple[Any, ...]


class Later(Sequence[e.Event]):
    """Events that are made of their raw rows when somebody first looks."""

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows
        self._made: tuple[e.Event, ...] | None = None

    def _events(self) -> tuple[e.Event, ...]:
        if self._made is None:
            values: dict[int, e.Value] = {}  # the same array comes by several times
            self._made = tuple([frozen(row, values) for row in self._rows])
        return self._made

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        return self._events()[place]

    def __iter__(self) -> Iterator[e.Event]:
        return iter(self._events())


def frozen(raw: Any, values: dict[int, e.Value]) -> Any:
    """Return the event, or the part of one, that a raw row stands for."""
    kind = raw.__class__
    if kind is tuple:
        if raw and raw[0].__class__ is type:
            return raw[0](*[frozen(part, values) for part in raw[1:]])
        return tuple([frozen(part, values) for part in raw])
    if kind is ndarray or issubclass(kind, generic):
        value = values.get(id(raw))
        if value is None:
            value = values[id(raw)] = summary(raw)
        return value
    return raw


class Plain:
    """Stands in a raw row for an input that is a plain value."""

    def __new__(cls, name: str, value: Any) -> e.Input:  # type: ignore[misc]
        """Return the input with the value's text."""
        return e.Input(name, None, None, text_of(value))


def version_of(tensor: TensorBase) -> int:
    """Return what the tensor's counter says; inference tensors have none."""
    try:
        return tensor._counter.version
    except RuntimeError:
        return 0


def edges_of(node: Node, entries: Row) -> tuple[int | None, ...]:
    """Return for each edge of a node the index of its input."""
    if isinstance(node, CopySlices):
        inner = edges_of(node.written, entries) if node.written is not None else ()
        return (len(entries) - 1, *inner[1:])
    op = node.op
    if op is None:  # a Function of the program's own: one edge for each input
        count = len(entries)
        return tuple([place if place < count else None for place in range(len(node.edges))])
    return tuple(range(len(node.edges))) if op.variadic else op.places


def text_of(value: Any) -> str:
    """Return a plain value as a program would write it, cut where it is long."""
    if value.__class__ is float and value - value == 0 and value == int(value):
        return f"{value:.0f}." if abs(value) < 1e7 else repr(value)
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"
