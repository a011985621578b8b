"""What a node of PyTorch tells: what it saved, where its edges lead, what its receivers want."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from gradwalk.trace import events as e

from gradwalk_ui.torch_bridge.known import Known, Token, address
from gradwalk_ui.torch_bridge.ops import Call

MOVED_ON = re.compile(r"is at version (\d+); expected version (\d+)")


def history_of(tensor: Any) -> Any:
    """Return a tensor's node; None of a view that may have none any more, which asking raises."""
    try:
        return tensor.grad_fn
    except RuntimeError:
        return None


def wants(value: Any) -> bool:
    """Whether an argument is a tensor that requires a gradient."""
    return bool(getattr(value, "requires_grad", False))


def version_of(tensor: Any) -> int:
    """Return what a tensor's counter says; inference tensors have none."""
    try:
        return int(tensor._version)
    except RuntimeError:
        return 0


def alike(one: Any, other: Any) -> bool:
    """Whether two tensors are the same, or the same cells in the same order."""
    return one is other or (
        one.layout == other.layout
        and address(one) == address(other)
        and one.storage_offset() == other.storage_offset()
        and one.shape == other.shape
        and one.stride() == other.stride()
        and one.dtype == other.dtype
    )


def saved_of(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield the tensors that a node saved; none that were packed by hooks or are gone."""
    if hasattr(node, "saved_tensors"):
        yield from own_saved(node)
        return
    for attribute in saved_names(type(node)):
        if packed(getattr(node, f"_raw{attribute}", None)):
            continue
        value = getattr(node, attribute)
        name = attribute.removeprefix("_saved_")
        if isinstance(value, (list, tuple)):
            for place, each in enumerate(value):
                if hasattr(each, "untyped_storage"):
                    yield f"{name}[{place}]", each
        elif hasattr(value, "untyped_storage"):
            yield name, value


def own_saved(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a Function of the program's own saved."""
    if packed(getattr(node, "_raw_saved_tensors", None)):
        return
    for place, each in enumerate(node.saved_tensors):
        if each is not None:
            yield f"saved_tensors[{place}]", each


def packed(raw: Any) -> bool:
    """Whether saved tensors went through the program's own hooks, which are not ours to call."""
    if isinstance(raw, (list, tuple)):
        return any(packed(each) for each in raw)
    return getattr(raw, "unpack_hook", None) is not None


def dict_of(names: Sequence[str]) -> dict[str, int]:
    """Return each name's place."""
    return {name: place for place, name in enumerate(names)}


NAMES: dict[type, tuple[str, ...]] = {}


def saved_names(kind: type) -> tuple[str, ...]:
    """Return the attributes of a node's class that give what it saved."""
    found = NAMES.get(kind)
    if found is None:
        found = NAMES[kind] = tuple([each for each in vars(kind) if each.startswith("_saved_")])
    return found


def edges_of(
    node: Any, call: Call | None, tensors: Sequence[tuple[Any, Known]], entries: Sequence[e.Input]
) -> tuple[int | None, ...]:
    """Return for each edge of a node the index of its input."""
    count = len(node.next_functions)
    if type(node).__name__ == "CopySlices":
        places = call.entry.places if call is not None and call.entry is not None else ()
        return tuple([len(entries) - 1, *places[1:]][:count])
    entry = None if call is None else call.entry
    if entry is not None and entry.variadic:
        return tuple(range(count))
    if entry is not None and len(entry.places) == count:
        return tuple(entry.places)
    if call is None:
        return tuple([place if place < len(entries) else None for place in range(count)])
    return by_history(node, tensors, entries)


def by_history(
    node: Any, tensors: Sequence[tuple[Any, Known]], entries: Sequence[e.Input]
) -> tuple[int | None, ...]:
    """Return each edge's input by the history that both have."""
    places: dict[Any, list[int]] = {}
    of = {known.id: tensor for tensor, known in tensors}
    for place, entry in enumerate(entries):
        tensor = of.get(entry.tensor or "")
        if tensor is not None and tensor.requires_grad:
            key = (tensor.grad_fn, tensor.output_nr) if tensor.grad_fn is not None else id(tensor)
            places.setdefault(key, []).append(place)
    found: list[int | None] = []
    for target, number in node.next_functions:
        variable = getattr(target, "variable", None)
        key = id(variable) if variable is not None else (target, number)
        waiting = places.get(key, [])
        found.append(waiting.pop(0) if len(waiting) > 1 else waiting[0] if waiting else None)
    return tuple(found)


def holds(node: Any, token: Token) -> bool:
    """Whether a node has anything to let go."""
    if token.saved is not None:  # a CopySlices lets its node go
        return True
    try:
        return token.packed or next(saved_of(node), None) is not None
    except RuntimeError:  # written since: it holds it nonetheless
        return True


def checks(node: Any, token: Token) -> list[tuple[str, int, int, Any]]:
    """Return what a node will take out: name, version expected and found, the tensor if it fits."""
    found = []
    known = {card.name: card for card in token.cards}
    if token.freed or token.packed:
        return []
    for name, card in known.items():
        if token.saved is not None:
            living = next((t for t, k in card.storage.alive() if k.counter is card.counter), None)
            now = card.version if living is None else version_of(living)
            found.append((name, card.version, now, living))
            continue
        try:
            tensor = taken(node, name)
        except RuntimeError as error:
            match = MOVED_ON.search(str(error))
            if match is not None:
                found.append((name, int(match[2]), int(match[1]), None))
            continue
        if tensor is not None:
            found.append((name, card.version, version_of(tensor), tensor))
    return found


def taken(node: Any, name: str) -> Any:
    """Return what a node saved under a name, as it would take it out."""
    base, _, place = name.partition("[")
    value = getattr(node, base if base == "saved_tensors" else f"_saved_{base}")
    return value[int(place[:-1])] if place else value


def fitted(target: Any, number: int, part: Any) -> Any:
    """Return a gradient in its receiver's shape and dtype, as PyTorch's engine makes it."""
    if part is None:
        return None
    metas = getattr(target, "_input_metadata", ())
    if number >= len(metas):
        return part
    meta = metas[number]
    shape = tuple(meta.shape)
    if tuple(part.shape) != shape:
        part = part.sum_to_size(shape)
    return part.to(meta.dtype) if part.dtype != meta.dtype else part
