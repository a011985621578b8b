"""Applying an entry of the table: the general way, and what every way shares.

quick.py has the hot paths for one and two tensors; whatever is unusual about a call ends here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from gradwalk import dtypes, errors, graph, mode
from gradwalk.array import Array, generic, ndarray
from gradwalk.graph import NONE, Edge, Node, make
from gradwalk.saved import SavedList, SavedNumber, SavedOutput, kept
from gradwalk.table import DERIVED, FROM_RESULT, MANY, Op
from gradwalk.tensorbase import TensorBase, fresh, writable
from gradwalk.trace import listen
from gradwalk.views import edge_of, tracked, view_of

NUMBERS = (bool, int, float, complex)


def raw(entry: Op, args: Sequence[Any]) -> Any:
    """The op on arrays and numbers alone; a symbol takes the op over by its `apply_op`."""
    for each in args:
        for part in each if each.__class__ in (list, tuple) else (each,):
            if hasattr(part, "apply_op"):
                return part.apply_op(entry, args)
    for place in entry.operands:
        each = args[place]
        if each is not None and not isinstance(each, (ndarray, generic, *NUMBERS, list, tuple)):
            raise errors.not_a_tensor(entry.name, entry.parameters[place], place, each)
    return entry.forward(*args)


def general(entry: Op) -> Callable[..., Any]:
    """The function that applies an entry to any arguments."""
    count = len(entry.parameters)
    places = entry.operands
    promote = entry.promote is not None

    def call(*args: Any, **kwargs: Any) -> Any:
        if kwargs or len(args) != count:
            args = entry.bind(args, kwargs)
        arrays, any_tensor = arrays_of(args)
        if not any_tensor:
            return raw(entry, args)
        if promote:
            arrays = promoted(entry, arrays, places)
        if entry.view:
            arrays[0] = writable(args[0])
        try:
            result = entry.forward(*arrays)
        except (ValueError, TypeError):
            raise refused(entry, arrays, args) from None
        outputs = _wrapped(entry, args, result)
        node = recorded(entry, args, arrays, outputs) if mode.grad_enabled else None
        if listen.listener is not None:
            listen.listener.made(entry.name, entry.named(args), outputs, node)
        return outputs[0] if entry.outputs is None else outputs

    return call


def refused(
    entry: Op, arrays: Sequence[Any], args: Sequence[Any], name: str | None = None
) -> BaseException:
    """What PyTorch says where NumPy refused operands: shapes that do not broadcast, no tensors."""
    operands = [arrays[place] for place in entry.operands]
    for place in entry.operands:
        each = args[place]
        fine = (TensorBase, ndarray, generic, *NUMBERS)
        if each is not None and not entry.variadic and not isinstance(each, fine):
            return errors.not_a_tensor(name or entry.name, entry.parameters[place], place, each)
    if entry.name in errors.KIND_REFUSED:
        return errors.kind_refused(entry.name, dtypes.of(operands[0]))
    shapes = [each.shape for each in operands if hasattr(each, "shape")]
    for first, second in pairwise(shapes):
        pairs = zip(reversed(first), reversed(second), strict=False)
        for back, (n, m) in enumerate(pairs):
            if n != m and 1 not in (n, m):
                return errors.sizes_differ(n, m, max(len(first), len(second)) - 1 - back)
    error = sys.exception()
    assert error is not None
    return error


def _wrapped(entry: Op, args: Sequence[Any], result: Any) -> tuple[TensorBase, ...]:
    """The result as tensors: fresh ones, or views of the first argument."""
    results = (result,) if entry.outputs is None else result
    if not entry.view:
        return tuple([fresh(each) for each in results])
    creation = "multi" if entry.outputs == MANY else "default"
    return tuple([view_of(args[0], each, creation) for each in results])


def recorded(
    entry: Op, args: Sequence[Any], arrays: Sequence[Any], outputs: Sequence[TensorBase]
) -> Node | None:
    """The node, if one of the inputs with a rule requires grad and the result can have one."""
    if entry.places == (0,) and not entry.variadic:
        first = args[0]
        if not isinstance(first, TensorBase) or not tracked(first):
            return None
        if entry.outputs is None and not _floating(outputs[0]._array):
            return None
        return record(entry, (edge_of(first),), args, arrays, outputs)
    inputs = args[0] if entry.variadic else [args[place] for place in entry.places]
    wants = [isinstance(each, TensorBase) and tracked(each) for each in inputs]
    if not any(wants) or (entry.outputs is None and not _floating(outputs[0]._array)):
        return None
    edges = tuple([edge_of(x) if want else NONE for x, want in zip(inputs, wants, strict=True)])
    return record(entry, edges, args, arrays, outputs)


def _floating(array: Array) -> bool:
    return bool(array.dtype.kind in "fc")


def record(
    entry: Op,
    edges: tuple[Edge, ...],
    args: Sequence[Any],
    arrays: Sequence[Any],
    outputs: Sequence[TensorBase],
) -> Node:
    """Make the node of an operation that ran, and make it the history of the outputs."""
    kind = entry.node if entry.variadic else entry.kind(needs_of(edges))
    node: Node = make(kind, edges, (), *[each._array for each in outputs])
    for number, each in enumerate(outputs):
        if entry.outputs is None or _floating(each._array):
            each._edge = (node, number)
    if entry.read:
        node.saved = save(entry, edges, args, arrays, outputs)
    if graph.on_record is not None:
        graph.on_record(node)
    return node


def needs_of(edges: tuple[Edge, ...]) -> tuple[bool, ...]:
    """Which of the edges lead somewhere."""
    return tuple([edge[0] is not None for edge in edges])


def save(
    entry: Op,
    edges: tuple[Edge, ...],
    args: Sequence[Any],
    arrays: Sequence[Any],
    outputs: Sequence[TensorBase],
) -> tuple[Any, ...]:
    """What the node keeps: the tensors that wanted rules read, and every plain value."""
    needs = (True,) if entry.variadic else needs_of(edges)
    items: list[Any] = []
    for each, read in zip(entry.read, entry.wanted(needs), strict=True):
        kind = each.kind
        place = each.place
        if kind == FROM_RESULT:
            items.append(SavedOutput(outputs[place], place) if read else None)
        elif kind == DERIVED:
            items.append(each.derive(arrays[place]))  # type: ignore[misc]
        else:
            items.append(_kept_input(entry, args[place], place, read))
    return tuple(items)


def _kept_input(entry: Op, value: Any, place: int, read: bool) -> Any:
    if isinstance(value, TensorBase):
        return kept(value) if read else None
    if value.__class__ in NUMBERS and place in entry.places:
        return SavedNumber(value) if read else None
    if value.__class__ in (list, tuple) and any(isinstance(x, TensorBase) for x in value):
        return SavedList(value)
    return value


_SEQUENCES = frozenset((list, tuple))


def arrays_of(args: Sequence[Any]) -> tuple[list[Any], bool]:
    """The arguments with arrays in place of tensors, and whether there was a tensor."""
    arrays: list[Any] = []
    found = False
    for each in args:
        if isinstance(each, TensorBase):
            arrays.append(each._array)
            found = True
        elif each.__class__ in _SEQUENCES and any(isinstance(x, TensorBase) for x in each):
            arrays.append(tuple([x._array if isinstance(x, TensorBase) else x for x in each]))
            found = True
        else:
            arrays.append(each)
    return arrays, found


def promoted(entry: Op, arrays: Sequence[Any], places: Sequence[int]) -> list[Any]:
    """The arrays at those places brought to one dtype, as torch promotes."""
    changed = list(arrays)
    if entry.variadic:
        changed[0] = tuple(_cast(entry, list(changed[0])))
        return changed
    places = [p for p in places if changed[p].__class__ in NUMBERS or hasattr(changed[p], "dtype")]
    operands = [changed[place] for place in places]
    if entry.name in errors.NO_BOOLS:
        errors.check_bools(operands)
    for place, each in zip(places, _cast(entry, operands), strict=True):
        changed[place] = each
    return changed


def _cast(entry: Op, operands: list[Any]) -> list[Any]:
    kind = dtypes.result_type(*operands)
    if entry.promote == "float" and kind.category < dtypes.FLOAT:
        kind = dtypes.get_default_dtype()
    target = kind.array
    return [_in(each, target) for each in operands]


def _in(operand: Any, target: Any) -> Any:
    if operand.__class__ in NUMBERS:
        return int(operand) if operand.__class__ is bool and target.kind != "b" else operand
    return operand if operand.dtype is target else operand.astype(target)
