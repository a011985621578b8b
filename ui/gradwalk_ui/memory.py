"""What shares memory: each storage's cells, how tensors look at them, and who wrote when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.formula import row_major

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gradwalk_ui.film import Film

Row = dict[str, Any]


def add_memory(film: Film, layouts: Mapping[str, e.Layout], storages: Sequence[Row]) -> None:
    """Give shared storages their cells and writes, and tensors on them strides and offset."""
    lettered = {row["id"] for row in storages if row["letter"] is not None}
    cells: dict[str, int] = {}
    kinds: dict[str, str] = {}
    for node in film.picture.nodes.values():
        if node["kind"] != "tensor" or node["storage"] not in lettered:
            continue
        strides, offset = layout_of(node, layouts)
        node["strides"], node["offset"] = list(strides), offset
        storage = node["storage"]
        cells[storage] = max(cells.get(storage, 0), end_of(node["shape"], strides, offset))
        kinds.setdefault(storage, node["dtype"])
    writes = writes_by_storage(film)
    for row in storages:
        if row["id"] in cells:
            storage = row["id"]
            row["cells"], row["dtype"] = cells[storage], kinds[storage]
            row["writes"] = writes.get(storage, [])


def layout_of(node: Row, layouts: Mapping[str, e.Layout]) -> e.Layout:
    """Return a tensor's strides and offset; most simply fill their storage."""
    layout = layouts.get(node["tensor"])
    if layout is None or len(layout[0]) != len(node["shape"]):
        return row_major(tuple(node["shape"])), 0
    return layout


def end_of(shape: Sequence[int], strides: Sequence[int], offset: int) -> int:
    """Return the first cell after all that a tensor looks at."""
    if 0 in shape:
        return 0
    return offset + 1 + sum((n - 1) * step for n, step in zip(shape, strides, strict=True))


def writes_by_storage(film: Film) -> dict[str, list[Row]]:
    """Return who wrote each storage, in order."""
    found: dict[str, list[Row]] = {}
    for index, event in enumerate(film.events):
        if not isinstance(event, e.Wrote | e.WroteUnseen) or index not in film.moment_of:
            continue
        row: Row = {
            "moment": film.moment_of[index],
            "line": event.line,
            "op": event.op,
            "through": event.tensor and film.labels.of(event.tensor),
        }
        if isinstance(event, e.Wrote):
            row |= {"before": event.before, "after": event.after, "counted": event.counted}
        elif told(film.events, index):
            continue
        else:
            row |= {"before": None, "after": None, "counted": False}
        found.setdefault(event.storage, []).append(row)
    return found


def told(events: Sequence[e.Event], index: int) -> bool:
    """Whether an unseen write is what the event before it told of already."""
    before, event = events[index - 1], events[index]
    return isinstance(before, e.Wrote) and before.storage == event.storage  # type: ignore[attr-defined]
