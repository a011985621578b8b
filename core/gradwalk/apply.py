"""Applying an entry of the table: the general way, and what every way shares.

quick.py has the hot paths for one and two tensors; whatever is unusual about a call ends here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from gradwalk import dtypes, errors, graph, mode, tensorbase
from gradwalk.array import FLOAT32, Array, float32, generic, ndarray
from gradwalk.graph import NONE, Edge, Node, make
from gradwalk.size import common_shape
from gradwalk.table import MANY, Op
from gradwalk.tensorbase import TensorBase, fresh, writable
from gradwalk.trace import listen
from gradwalk.views import history, tracked, view_of

NUMBERS = (bool, int, float, complex)
ARRAYS = frozenset((ndarray, float32))
PLAIN = frozenset(
    (ndarray, float32, float, int, bool, str, type(None))
)  # neither tensor nor symbol
_SEQUENCES = frozenset((list, tuple))
# of which numbers must fit the integers they go with
_FITTED = frozenset(("clamp", "clamp_min", "clamp_max", "where", "masked_fill", "pow"))


def raw(entry: Op, args: Sequence[Any]) -> Any:
    """The op on arrays and numbers alone; a symbol takes the op over by its `apply_op`."""
    for each in args:
        for part in each if each.__class__ in _SEQUENCES else (each,):
            if part.__class__ not in PLAIN and hasattr(part, "apply_op"):
                return part.apply_op(entry, args)
    for place in entry.operands:
        each = args[place]
        if each is not None and not isinstance(each, (ndarray, generic, *NUMBERS, list, tuple)):
            raise errors.not_a_tensor(entry.name, entry.parameters[place], place, each)
    return entry.forward(*args)


def general(entry: Op) -> Callable[..., Any]:
    """The function that applies an entry to any arguments."""
    count = len(entry.parameters)
    promote = entry.promote is not None
    forward = entry.forward
    view = entry.view
    single = entry.outputs is None

    def call(*args: Any, **kwargs: Any) -> Any:
        if kwargs or len(args) != count:
            args = entry.bind(args, kwargs)
        if args[0].__class__ in ARRAYS and all_plain(args):
            return forward(*args)
        arrays, any_tensor = arrays_of(args)
        if not any_tensor:
            return raw(entry, args)
        if ndarray in map(type, args) and not mode.in_rule:
            _refuse_arrays(entry, args)
        if promote and not alike(entry, arrays):
            arrays = promoted(entry, arrays, entry.operands)
        if view:
            arrays[0] = writable(args[0])
        try:
            result = forward(*arrays)
        except Exception:  # noqa: BLE001 - looked at there
            raise refused(entry, arrays, args) from None
        outputs = (fresh(result),) if single and not view else _wrapped(entry, args, result)
        node = recorded(entry, args, arrays, outputs) if mode.grad_enabled else None
        if listen.listener is not None:
            if single:
                listen.listener.applied(entry, args, outputs[0], node)
            else:
                listen.listener.made(entry.name, entry.named(args), outputs, node)
        return outputs[0] if single else outputs

    return call


def _refuse_arrays(entry: Op, args: Sequence[Any]) -> None:
    """Arrays beside tensors: operators know what to do with them, functions do not."""
    for place in entry.operands:
        if args[place].__class__ is ndarray:
            raise errors.not_a_tensor(entry.name, entry.parameters[place], place, args[place])


def all_plain(args: Sequence[Any]) -> bool:
    """Whether there is neither a tensor nor a symbol, nor a sequence that could hold one."""
    for each in args:  # noqa: SIM110 - a generator would take twice as long
        if each.__class__ not in PLAIN:
            return False
    return True


def alike(entry: Op, arrays: Sequence[Any]) -> bool:
    """Whether the operands are float32 already, or numbers that go with it: the usual case."""
    if entry.variadic:
        return False
    for place in entry.operands:
        each = arrays[place]
        kind = each.__class__
        if kind is ndarray:
            if each.dtype is not FLOAT32:
                return False
        elif kind is not float32 and kind is not float and kind is not int and each is not None:
            return False
    return True


def refused(
    entry: Op, arrays: Sequence[Any], args: Sequence[Any], name: str | None = None
) -> BaseException:
    """What PyTorch says where NumPy refused operands: shapes that do not broadcast, no tensors.

    A view that must not be used any more it refuses before it looks at them.
    """
    error = sys.exception()
    assert error is not None
    for place in entry.places if mode.grad_enabled else ():
        if isinstance(args[place], TensorBase):
            history(args[place])
    if isinstance(error, MemoryError):
        return errors.no_memory(error)
    if not isinstance(error, (ValueError, TypeError)):
        return error
    operands = [arrays[place] for place in entry.operands]
    for place in entry.operands:
        each = args[place]
        fine = (TensorBase, ndarray, generic, *NUMBERS)
        if each is not None and not entry.variadic and not isinstance(each, fine):
            return errors.not_a_tensor(name or entry.name, entry.parameters[place], place, each)
    shapes = [each.shape for each in arrays if isinstance(each, (ndarray, generic))]
    differ = _sizes_differ(shapes)
    if differ is None and entry.name in errors.KIND_REFUSED:
        return errors.kind_refused(entry.name, dtypes.of(operands[0]))
    return differ or error


def refused_in_rule(error: ValueError) -> BaseException:
    """What PyTorch says where NumPy refused the operands of a derivative's rule."""
    found = re.findall(r"\(([\d, ]*)\)", str(error).partition("with shapes")[2])
    shapes = [tuple(map(int, each.replace(",", " ").split())) for each in found]
    return _sizes_differ(shapes) or error


def _sizes_differ(shapes: Sequence[tuple[int, ...]]) -> RuntimeError | None:
    """The first shape that does not go with what those before it broadcast to."""
    if not shapes:
        return None
    try:
        reduce(common_shape, shapes)
    except RuntimeError as differ:
        return differ
    return None


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
    wanted = False
    edges: list[Edge] = []
    for each in args[0] if entry.variadic else [args[place] for place in entry.places]:
        edge: Edge | None = None
        if each.__class__ is tensorbase.kind or isinstance(each, TensorBase):
            edge = each._edge if each._view is None else history(each)
            if edge is not None or (each._view is not None and tracked(each)):
                wanted = True
        edges.append(edge or NONE)
    if not wanted or (entry.outputs is None and not _floating(outputs[0]._array)):
        return None
    return record(entry, tuple(edges), args, arrays, outputs)


def _floating(array: Array) -> bool:
    return array.__class__ is float32 or array.dtype.kind in "fc"


def record(
    entry: Op,
    edges: tuple[Edge, ...],
    args: Sequence[Any],
    arrays: Sequence[Any],
    outputs: Sequence[TensorBase],
) -> Node:
    """Make the node of an operation that ran, and make it the history of the outputs."""
    needs = (True,) if entry.variadic else needs_of(edges)
    kind = entry.kind(needs)
    saved = (kind.written or kind.saving())(args, arrays, outputs) if entry.read else ()
    node: Node = make(kind, edges, saved, *[each._array for each in outputs])
    if entry.outputs is None:
        outputs[0]._edge = (node, 0)
    else:
        for number, each in enumerate(outputs):
            if _floating(each._array):
                each._edge = (node, number)
    if graph.on_record is not None:
        graph.on_record(node)
    return node


def needs_of(edges: tuple[Edge, ...]) -> tuple[bool, ...]:
    """Which of the edges lead somewhere."""
    if len(edges) == 1:
        return (edges[0][0] is not None,)
    return tuple([edge[0] is not None for edge in edges])


def _with_tensor(values: Sequence[Any]) -> bool:
    """Whether a sequence, of sizes or dimensions mostly, holds a tensor."""
    for each in values:  # noqa: SIM110 - a generator would take twice as long
        if each.__class__ is not int and isinstance(each, TensorBase):
            return True
    return False


def arrays_of(args: Sequence[Any]) -> tuple[list[Any], bool]:
    """The arguments with arrays in place of tensors, and whether there was a tensor."""
    arrays = list(args)
    found = False
    for place, each in enumerate(args):
        kind = each.__class__
        if kind in PLAIN:
            continue
        if isinstance(each, TensorBase):
            arrays[place] = each._array
            found = True
        elif kind in _SEQUENCES and _with_tensor(each):
            arrays[place] = tuple([x._array if isinstance(x, TensorBase) else x for x in each])
            found = True
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
    number = dtypes.fitted if entry.name in _FITTED else dtypes.wrapped
    return [_in(each, target, number) for each in operands]


def _in(operand: Any, target: Any, number: Callable[[Any, Any], Any]) -> Any:
    if operand.__class__ in NUMBERS:
        if operand.__class__ is bool and target.kind != "b":
            operand = int(operand)
        return number(operand, target) if target.kind in "iu" else operand
    return operand if operand.dtype is target else operand.astype(target)
