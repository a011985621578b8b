"""Applying an entry of the table: the hot path of the engine.

`_unary` and `_binary` are `_general` with everything that one and two tensors do not need taken
out; they are what a training loop calls most.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import dtypes
from gradwalk import anomaly, errors, mode, savedhooks
from gradwalk.array import FLOAT32, Array
from gradwalk.graph import (
    NONE,
    Edge,
    Node,
    SavedList,
    SavedNumber,
    SavedOutput,
    SavedTensor,
    make,
)
from gradwalk.table import DERIVED, FROM_RESULT, MANY, Op
from gradwalk.tensorbase import TensorBase, fresh, writable
from gradwalk.trace import listen
from gradwalk.views import edge_of, tracked, view_of

NUMBERS = (bool, int, float, complex)


def function_of(entry: Op) -> Callable[..., Any]:
    """The function that applies an entry."""
    if entry.outputs is None and not entry.view and not entry.variadic:
        if entry.parameters == ("self",):
            return _unary(entry)
        if entry.parameters == ("self", "other"):
            return _binary(entry)
    return _general(entry)


def raw(entry: Op, args: Sequence[Any]) -> Any:
    """The op on arrays and numbers alone; a symbol takes the op over by its `apply_op`."""
    for each in args:
        for part in each if each.__class__ in (list, tuple) else (each,):
            if hasattr(part, "apply_op"):
                return part.apply_op(entry, args)
    return entry.forward(*args)


def _unary(entry: Op) -> Callable[..., Any]:
    forward = entry.forward
    floating = entry.promote == "float"
    differentiable = bool(entry.rules)

    def call(self: Any) -> Any:
        try:
            array = self._array
        except AttributeError:
            return raw(entry, (self,))
        if floating and array.dtype is not FLOAT32:
            array = promoted(entry, (array,), (0,))[0]
        made = fresh(forward(array))
        node = None
        if differentiable and mode.grad_enabled:
            edge = self._edge
            if edge is not None or tracked(self):
                if self._view is not None:
                    edge = edge_of(self)
                node = record(entry, (edge,), (True,), (self,), (array,), (made,))
        if listen.listener is not None:
            listen.listener.made(entry.name, (("self", self),), (made,), node)
        return made

    return call


def _binary(entry: Op) -> Callable[..., Any]:
    forward = entry.forward
    promote = entry.promote is not None
    general = _general(entry)
    differentiable = entry.places == (0, 1)

    def call(self: Any, other: Any) -> Any:
        try:
            left = self._array
            right = other._array
        except AttributeError:
            return general(self, other)
        if promote and not left.dtype is right.dtype is FLOAT32:
            left, right = promoted(entry, (left, right), (0, 1))
        try:
            made = fresh(forward(left, right))
        except ValueError:
            raise no_broadcast((left, right)) from None
        node = None
        if differentiable and mode.grad_enabled:
            first = self._edge if self._view is None else edge_of(self)
            second = other._edge if other._view is None else edge_of(other)
            if first is not None or second is not None:
                edges = (first or NONE, second or NONE)
                needs = (edges[0][0] is not None, edges[1][0] is not None)
                if needs != (False, False) or tracked(self) or tracked(other):
                    args = (self, other)
                    node = record(entry, edges, needs, args, (left, right), (made,))
        if listen.listener is not None:
            listen.listener.made(entry.name, (("self", self), ("other", other)), (made,), node)
        return made

    return call


def _general(entry: Op) -> Callable[..., Any]:
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
        except ValueError:
            raise no_broadcast([arrays[place] for place in places]) from None
        outputs = wrapped(entry, args, result)
        node = None
        if mode.grad_enabled:
            node = _recorded(entry, args, arrays, outputs)
        if listen.listener is not None:
            listen.listener.made(entry.name, entry.named(args), outputs, node)
        return outputs[0] if entry.outputs is None else outputs

    return call


def no_broadcast(arrays: Sequence[Any]) -> Exception:
    """What PyTorch says of shapes that do not broadcast; else the error NumPy raised."""
    shapes = [each.shape for each in arrays if hasattr(each, "shape")]
    for first, second in zip(shapes, shapes[1:], strict=False):
        pairs = zip(reversed(first), reversed(second), strict=False)
        for back, (n, m) in enumerate(pairs):
            if n != m and 1 not in (n, m):
                dim = max(len(first), len(second)) - 1 - back
                return errors.sizes_differ(n, m, dim)
    error = sys.exception()
    assert isinstance(error, ValueError)
    return error


def wrapped(entry: Op, args: Sequence[Any], result: Any) -> tuple[TensorBase, ...]:
    """The result as tensors: fresh ones, or views of the first argument."""
    results = (result,) if entry.outputs is None else result
    if not entry.view:
        return tuple([fresh(each) for each in results])
    creation = "multi" if entry.outputs == MANY else "default"
    return tuple([view_of(args[0], each, creation) for each in results])


def _recorded(
    entry: Op, args: Sequence[Any], arrays: Sequence[Any], outputs: Sequence[TensorBase]
) -> Node | None:
    """The node, if one of the inputs with a rule requires grad and the result can have one."""
    inputs = args[0] if entry.variadic else [args[place] for place in entry.places]
    wants = [isinstance(each, TensorBase) and tracked(each) for each in inputs]
    if not any(wants) or (entry.outputs is None and not _floating(outputs[0]._array)):
        return None
    edges = tuple([edge_of(x) if want else NONE for x, want in zip(inputs, wants, strict=True)])
    needs = (True,) if entry.variadic else tuple([edge[0] is not None for edge in edges])
    return record(entry, edges, needs, args, arrays, outputs)


def _floating(array: Array) -> bool:
    return bool(array.dtype.kind in "fc")


def record(
    entry: Op,
    edges: tuple[Edge, ...],
    needs: tuple[bool, ...],
    args: Sequence[Any],
    arrays: Sequence[Any],
    outputs: Sequence[TensorBase],
) -> Node:
    """Make the node of an operation that ran, and make it the history of the outputs."""
    node: Node = make(entry.node, edges, (), *[each._array for each in outputs])
    for number, each in enumerate(outputs):
        if entry.outputs is None or _floating(each._array):
            each._edge = (node, number)
    if entry.read:
        node.saved = save(entry, needs, args, arrays, outputs)
    if savedhooks.active is not None:
        node.saved = savedhooks.packed(node)
    if anomaly.enabled:
        anomaly.remember(node)
    return node


def save(
    entry: Op,
    needs: tuple[bool, ...],
    args: Sequence[Any],
    arrays: Sequence[Any],
    outputs: Sequence[TensorBase],
) -> tuple[Any, ...]:
    """What the node keeps: the tensors that wanted rules read, and every plain value."""
    kept: list[Any] = []
    for each, read in zip(entry.read, entry.wanted(needs), strict=True):
        kind = each.kind
        place = each.place
        if kind == FROM_RESULT:
            kept.append(SavedOutput(outputs[place], place) if read else None)
        elif kind == DERIVED:
            kept.append(each.derive(arrays[place]))  # type: ignore[misc]
        else:
            kept.append(_kept_input(entry, args[place], place, read))
    return tuple(kept)


def _kept_input(entry: Op, value: Any, place: int, read: bool) -> Any:
    if isinstance(value, TensorBase):
        return SavedTensor(value) if read else None
    if value.__class__ in NUMBERS and place in entry.places:
        return SavedNumber(value) if read else None
    if value.__class__ in (list, tuple) and any(isinstance(x, TensorBase) for x in value):
        return SavedList(value)
    return value


def arrays_of(args: Sequence[Any]) -> tuple[list[Any], bool]:
    """The arguments with arrays in place of tensors, and whether there was a tensor."""
    arrays: list[Any] = []
    found = False
    for each in args:
        if isinstance(each, TensorBase):
            arrays.append(each._array)
            found = True
        elif each.__class__ in (list, tuple) and any(isinstance(x, TensorBase) for x in each):
            arrays.append(tuple([x._array if isinstance(x, TensorBase) else x for x in each]))
            found = True
        else:
            arrays.append(each)
    return arrays, found


def promoted(entry: Op, arrays: Sequence[Any], places: Sequence[int]) -> list[Any]:
    """The arrays at those places brought to one dtype, as torch promotes."""
    changed = list(arrays)
    if entry.variadic:
        operands = list(changed[0])
        changed[0] = tuple(_cast(entry, operands))
        return changed
    places = [p for p in places if changed[p].__class__ in NUMBERS or hasattr(changed[p], "dtype")]
    operands = [changed[place] for place in places]
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
