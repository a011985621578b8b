"""Where the way back from a result to a leaf is cut, though the result's numbers come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradwalk.trace import events as e

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Op = e.Made | e.Wrote


def cuts(events: Sequence[e.Event], leaf: str) -> Iterator[tuple[int, Op]]:
    """Yield the backwards whose result came from a leaf by no graph, and what cut the way.

    A backward is the index of its event.
    """
    came: dict[str, Op | None] = {leaf: None}  # what came from the leaf: None, or what cut its way
    made_by: dict[tuple[str, int], str] = {}  # a node's output -> its tensor
    for index, event in enumerate(events):
        if isinstance(event, Op):
            for output in event.outputs:
                if event.node is not None:
                    made_by[event.node, output.number] = output.tensor
            pass_on(event, came)
        elif isinstance(event, e.Began):
            for root in roots(event, made_by):
                cut = came.get(root or "")
                if cut is not None:
                    yield index, cut


def pass_on(event: Op, came: dict[str, Op | None]) -> None:
    """Note what an operation's outputs have from the leaf."""
    ways = [came[entry.tensor] for entry in event.inputs if entry.tensor in came]
    if isinstance(event, e.Wrote) and event.node is None:
        return  # a write that is not recorded leaves a tensor the history that it has
    if not ways:
        return
    whole = None in ways
    kept = whole and event.node is not None
    cut = None if kept else event if whole else next(way for way in ways if way is not None)
    for output in event.outputs:
        came[output.tensor] = cut


def roots(event: e.Began, made_by: dict[tuple[str, int], str]) -> Iterator[str | None]:
    """Yield the tensors that a backward starts from."""
    for leaf, node, number in zip(event.leaves, event.nodes, event.numbers, strict=True):
        yield leaf if node is None else made_by.get((node, number))


def how_cut(event: Op) -> str:
    """Return what cut the way, as a program writes it: ".detach()", ".data"; else nothing.

    Recording was off then, or the operation has no derivative, as a comparison.
    """
    relation = event.relation if isinstance(event, e.Made) else "new"
    return {"detach": ".detach()", "data": ".data"}.get(relation, "")
