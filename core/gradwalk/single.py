"""One tensor and plain values: reductions, softmax, clamp, views.

As quick.py: `apply.general` without what such a call cannot need. Anything else that comes (a
second tensor, a symbol, an array, another dtype where dtypes count) is left to `general`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk import apply, graph, mode, tensorbase
from gradwalk.array import float32
from gradwalk.graph import SCALAR, Edge, Node, meta_of, next_sequence
from gradwalk.table import Op
from gradwalk.tensorbase import TensorBase, fresh, writable
from gradwalk.trace import listen
from gradwalk.views import history, view_of

_new = object.__new__
_ONE = (True,)


def fits(entry: Op) -> bool:
    """Whether an entry is of that kind: its first parameter, and no other, is differentiable."""
    return entry.outputs is None and not entry.variadic and entry.places in ((), (0,))


def function_of(entry: Op) -> Callable[..., Any]:
    """The function that applies such an entry."""
    general = apply.general(entry)
    count = len(entry.parameters)
    forward, view = entry.forward, entry.view
    promote = entry.promote is not None
    plain = apply.PLAIN

    def call(*args: Any, **kwargs: Any) -> Any:
        if kwargs or len(args) != count:
            args = entry.bind(args, kwargs)
        source, *arrays = args
        if source.__class__ in apply.ARRAYS and apply.all_plain(arrays):
            return forward(*args)
        for each in arrays:
            if each.__class__ not in plain and not _is_numbers(each):
                return general(*args)
        if source.__class__ is not tensorbase.kind and not isinstance(source, TensorBase):
            return general(*args)
        array = writable(source) if view else source._array
        arrays.insert(0, array)
        if promote and not apply.alike(entry, arrays):
            return general(*args)
        try:
            result = forward(*arrays)
        except (ValueError, TypeError, MemoryError):
            raise apply.refused(entry, arrays, args) from None
        made = view_of(source, result) if view else fresh(result)
        node = None
        if mode.grad_enabled:
            edge = source._edge if source._view is None else history(source)
            if edge is not None and entry.places:
                node = _node(entry, edge, args, arrays, made)
            elif source._view is not None:
                node = apply.recorded(entry, args, arrays, (made,))
        if listen.listener is not None:
            listen.listener.applied(entry, args, made, node)
        return made

    return call


def _is_numbers(value: Any) -> bool:
    """Whether a value is a tuple or list of numbers, such as sizes or dimensions."""
    if value.__class__ is not tuple and value.__class__ is not list:
        return False
    for each in value:  # noqa: SIM110 - a generator would take twice as long
        if each.__class__ is not int:
            return False
    return True


def _node(entry: Op, edge: Edge, args: Any, arrays: list[Any], made: TensorBase) -> Node | None:
    """`apply.record` for one edge and one output."""
    array = made._array
    if array.__class__ is not float32 and array.dtype.kind not in "fc":
        return None
    kind = entry.kind(_ONE)
    node = _new(kind)
    node.edges = (edge,)
    node.saved = (kind.written or kind.saving())(args, arrays, (made,)) if entry.read else ()
    node.meta = SCALAR if array.__class__ is float32 else meta_of(array)
    node.sequence_nr = next_sequence()
    node.extra = None
    made._edge = (node, 0)
    if graph.on_record is not None:
        graph.on_record(node)
    return node
