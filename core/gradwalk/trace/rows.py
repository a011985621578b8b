"""Parts of a recorder's rows that unusual ops need: inputs, edges, what a node saved.

An event's row is a tuple of its class and fields, with keys where the event has ids and arrays
where it has values; a part of it is such a tuple, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.storage import InferenceCounter
from gradwalk.views import CopySlices

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.tensorbase import TensorBase

Row = tuple[Any, ...]
NodeRow = tuple[int, list[tuple[str, int]]] | None  # sequence number; names and versions it checks
# Of each saved tensor the name, the version expected and found, and whether it changed unseen.
Exact = tuple[tuple[str, int, int, bool], ...]
TEXTLESS = frozenset((int, float, bool, str, type(None)))  # plain values whose text can wait


class Unseen:
    """Begins the row of an unseen write: its number, and the event's row."""


class Plain:
    """A plain value whose text is made later."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def parts(value: Any) -> Any:
    """Return what is in a sequence, nothing for any other value."""
    return value if isinstance(value, (list, tuple)) else ()


def version_of(tensor: TensorBase) -> int:
    """Return what the tensor's counter says; inference tensors have none."""
    writes = tensor._writes
    return 0 if writes is None or writes.__class__ is InferenceCounter else writes.version


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
