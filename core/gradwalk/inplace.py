"""In-place operations: what they refuse, the write itself, the version, the new history."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from gradwalk import dtypes, errors, graph, mode, tensorbase
from gradwalk.apply import alike, arrays_of, needs_of, promoted, refused
from gradwalk.array import FLOAT32, Array, byte_bounds, dense, ndarray, strides_of
from gradwalk.graph import NONE, Edge, Node, make
from gradwalk.quick import is_operand
from gradwalk.storage import InferenceCounter
from gradwalk.table import FROM_INPUT, FROM_RESULT, Op
from gradwalk.tensorbase import TensorBase
from gradwalk.trace import listen
from gradwalk.views import edge_of, is_leaf, refuse, set_history, tracked


def function_of(entry: Op, name: str, *, operator: bool = False) -> Callable[..., Any]:
    """The function that applies an entry in place: the result is written into `self`.

    As an operator it answers NotImplemented to what is neither tensor nor number.
    """
    count = len(entry.parameters)

    def call(*given: Any, **kwargs: Any) -> Any:
        if operator and not is_operand(given[1]):
            return NotImplemented
        args = entry.bind(given, kwargs) if kwargs or len(given) != count else given
        heard = listen.listener
        if heard is not listen.rows and (level := listen.follower(heard)) is not None:
            kept = level.before(entry, args)
            made = write(entry, name, args)
            if kept is not None:
                level.after(entry, args, kept)
            return made
        return write(entry, name, args)

    return call


def write(entry: Op, name: str, args: tuple[Any, ...]) -> TensorBase:
    """Run the forward and write its result into the first argument."""
    arrays = None if entry.into is None or mode.grad_enabled else _unhindered(args)
    if arrays is None:
        return _write_checked(entry, name, args)
    target: TensorBase = args[0]  # nothing to check, promote or record, as in an optimiser's steps
    if listen.before_write is not None:
        listen.before_write(target)
    _write_directly(entry, name, args, arrays, arrays[0])
    before = bump(target)
    if listen.rows is not None:
        listen.rows.written(entry, name, args, before)
    elif listen.listener is not None:
        listen.listener.wrote(name, target, entry.named(args), None, before)
    return target


def _write_checked(entry: Op, name: str, args: tuple[Any, ...]) -> TensorBase:
    target: TensorBase = args[0]
    recording = mode.grad_enabled and target._array.dtype.kind in "fc" and _tracked(entry, args)
    if recording:
        check(target, recording)
    edges = _edges(entry, args) if recording else ()
    late = entry.name in _CHECKED_FIRST
    if not late:
        _check_overlap(entry, target, args)
    arrays, _ = arrays_of(args)
    plain = entry.promote is None or alike(entry, arrays)
    if not plain:
        arrays = promoted(entry, arrays, entry.operands)
    array = target._array
    direct = entry.into is not None and plain and array.__class__ is ndarray
    result = None if direct else _result(entry, name, args, arrays, array)
    if late:
        _check_overlap(entry, target, args)
    node = _node(entry, edges, args, arrays) if recording else None
    if array.__class__ is not ndarray:
        target._array = array.dtype.type(result)  # nobody shares a scalar
    else:
        if listen.before_write is not None:
            listen.before_write(target)
        if direct:
            _write_directly(entry, name, args, arrays, array)
        else:
            array[...] = result
    before = bump(target)
    if target._writes.__class__ is InferenceCounter:
        check_counted(target)
    if node is not None:
        _finish(entry, node, target)
        set_history(target, node)
    if listen.listener is not None:
        listen.listener.wrote(name, target, entry.named(args), node, before)
    return target


def _unhindered(args: Sequence[Any]) -> list[Any] | None:
    """The arrays, where nothing can forbid to write the first: all float32, its memory its own."""
    target: TensorBase = args[0]
    array, memory = target._array, target._memory
    if array.__class__ is not ndarray or array.dtype is not FLOAT32:
        return None
    if not array.flags.c_contiguous or target._writes.__class__ is InferenceCounter:
        return None
    arrays = [array]
    for each in args[1:]:
        kind = each.__class__
        if kind is not float and kind is not int:
            if kind is not tensorbase.kind or each is target or each._memory is memory is not None:
                return None
            each = each._array
            if each.dtype is not FLOAT32:
                return None
        arrays.append(each)
    return arrays


def _tracked(entry: Op, args: Sequence[Any]) -> bool:
    """Whether one of the inputs with a rule requires grad."""
    inputs = entry.differentiable(args)
    tensors = [each for each in inputs if isinstance(each, TensorBase)]
    return any(tracked(x) and x._writes.__class__ is not InferenceCounter for x in tensors)


def _edges(entry: Op, args: Sequence[Any]) -> tuple[Edge, ...]:
    return tuple(
        [edge_of(x) if isinstance(x, TensorBase) else NONE for x in entry.differentiable(args)]
    )


def _result(entry: Op, name: str, args: Sequence[Any], arrays: Sequence[Any], memory: Array) -> Any:
    """What is to be written; raises where it cannot be."""
    try:
        result = entry.forward(*arrays)
    except (ValueError, TypeError, MemoryError, NotImplementedError):
        if entry.promote == "same":  # where it could not be written anyway, that is said first
            _check_kind(entry, memory, getattr(arrays[0], "dtype", memory.dtype))
        raise refused(entry, arrays, args, name) from None
    except (IndexError, RuntimeError) as error:
        if entry.name in _CHECKED_FIRST and _KERNELS.search(str(error)):
            _check_overlap(entry, args[0], args)
        raise
    _check_result(entry, memory, result)
    return result


def _write_directly(
    entry: Op, name: str, args: Sequence[Any], arrays: Sequence[Any], memory: Array
) -> None:
    """Compute right in the memory that is written; the array module refuses before it writes."""
    assert entry.into is not None
    try:
        entry.into(*arrays)
    except (ValueError, TypeError, MemoryError):
        _result(entry, name, args, arrays, memory)  # raises in PyTorch's words
        raise


def bump(target: TensorBase) -> int:
    """Count a write; returns the version before."""
    counter = target._writes or target._counter
    if counter.__class__ is InferenceCounter:
        return 0
    before = counter.version
    counter.version = before + 1
    return before


def check_counted(target: TensorBase) -> None:
    """Refuse a write that cannot be counted; it is done by then, as in PyTorch."""
    if target._writes.__class__ is InferenceCounter and not mode.inference:
        raise RuntimeError(errors.INFERENCE_WRITTEN)


def check(target: TensorBase, recording: bool) -> None:
    """Raise PyTorch's refusals of writing a leaf, a view of one, a view made elsewhere."""
    if not recording:
        return
    view = target._view
    if view is not None:
        refuse(target)
        if tracked(target) and is_leaf(view.base):
            raise RuntimeError(errors.LEAF_VIEW_WRITTEN)
    if tracked(target) and is_leaf(target):
        raise RuntimeError(errors.LEAF_WRITTEN)


def _check_result(entry: Op, memory: Array, result: Any) -> None:
    shape = getattr(result, "shape", ())
    if shape != memory.shape and not _fits(shape, memory.shape):
        raise errors.output_shape(memory.shape, shape)
    _check_kind(entry, memory, getattr(result, "dtype", memory.dtype))


def _check_kind(entry: Op, memory: Array, kind: Any) -> None:
    if kind is not memory.dtype:
        found, wanted = dtypes.OF_ARRAY[kind], dtypes.of(memory)
        if not dtypes.can_cast(found, wanted):
            in_c = entry.name in ("clamp", "clamp_min", "clamp_max")
            raise errors.cannot_cast(found, wanted.c_name if in_c else wanted.word)


def _check_overlap(entry: Op, target: TensorBase, args: Sequence[Any]) -> None:
    """Refuse an input that shares part of the memory that is written, as ATen does.

    The first argument is the target itself.
    """
    memory = target._array
    if memory.__class__ is not ndarray or (entry.name == "copy" and _is_same(target, args[1])):
        return
    if not memory.flags.c_contiguous and _repeats(memory):
        if entry.name not in _FILLS:
            raise RuntimeError(errors.EXPANDED_WRITTEN)
        for text in _warned(entry, args):
            warnings.warn(text, UserWarning, stacklevel=4)
    if entry.name in _READ_FIRST or _is_fill(entry, args):
        return
    _check_operands(entry, target, args)


def _check_operands(entry: Op, target: TensorBase, args: Sequence[Any]) -> None:
    if entry.name in _APART:
        check_apart(target, args[1:3] if entry.name == "index_fill" else args[1:])
    elif target._memory is not None:
        _check_shared(target, args[1:], _partly_overlap)


def check_apart(target: TensorBase, others: Sequence[Any]) -> None:
    """Refuse tensors that lie, be it in part, in the memory that is to be written."""
    if any(each is target for each in others):
        raise RuntimeError(errors.OVERLAP_WRITTEN)
    if target._memory is not None:
        _check_shared(target, others, _overlap)


def check_out(name: str, out: TensorBase, args: Sequence[Any]) -> None:
    """Refuse, for `out=`, memory that inputs share in part, where PyTorch looks at it."""
    if out._memory is not None and name not in _UNSEEN:
        _check_shared(out, args, _partly_overlap)


def _check_shared(
    target: TensorBase, others: Sequence[Any], overlap: Callable[[Array, Array], bool]
) -> None:
    for each in others:
        if isinstance(each, (list, tuple)):
            check_apart(target, each)
        elif (
            isinstance(each, TensorBase)
            and each is not target
            and each._memory is target._memory
            and overlap(target._array, each._array)
        ):
            raise RuntimeError(errors.OVERLAP_WRITTEN)


# What is reduced or multiplied into `out=` PyTorch does not look at, whatever it makes of it.
_UNSEEN = {
    "sum", "prod", "mean", "amax", "amin", "max", "min", "logsumexp", "var", "std", "norm",
    "all", "any", "nansum", "nanmean", "softmax", "log_softmax", "diff", "mm", "mv", "matmul",
    "inner", "dot", "bmm", "addmm", "addmv", "baddbmm", "inverse", "tril", "triu", "diag",
}  # fmt: skip
_APART = {  # these read at other places than they write
    "gather", "index_add", "index_copy", "index_fill", "index_put", "index_reduce", "put",
    "scatter", "scatter_add", "scatter_reduce",
}  # fmt: skip
_KERNELS = re.compile(r"index \S+ is out of bounds|index out of range|tried to access index")
# Their arguments are looked at before their memory.
_CHECKED_FIRST = {"fill_tensor"} | _APART - {"gather", "index_copy", "index_fill", "index_put"}
_READ_FIRST = {"fill_tensor", "masked_fill_tensor"}  # one number, before anything is written
# These may write an element twice.
_FILLS = {"zero", "fill", "tril", "triu", "masked_fill", "masked_fill_tensor", "index_put"}


def _is_fill(entry: Op, args: Sequence[Any]) -> bool:
    """Whether an index_put writes one value by a mask: then PyTorch's kernel is masked_fill."""
    if entry.name != "index_put" or len(args) != len(entry.parameters):
        return False
    _, indices, values, accumulate = args
    return not accumulate and fills(values, indices)


def fills(values: TensorBase, indices: Iterable[Any]) -> bool:
    """Whether one value is to be written by a mask alone."""
    kinds = [each._array.dtype.kind for each in indices if each is not None]
    return values._array.size == 1 and kinds == ["b"]


def _warned(entry: Op, args: Sequence[Any]) -> list[str]:
    """What PyTorch warns of where a fill writes an element twice."""
    found = [errors.EXPANDED_PUT] if entry.name == "index_put" else []
    fills = entry.name.startswith("masked_fill") or _is_fill(entry, args)
    return found + [errors.EXPANDED_FILLED] * fills


def _is_same(target: TensorBase, source: Any) -> bool:
    """Whether a copy would write each element where it lies, which ATen leaves."""
    mine, theirs = target._array, source._array
    shared = source is target or target._memory is source._memory is not None
    alike = (mine.dtype, mine.shape, mine.strides) == (theirs.dtype, theirs.shape, theirs.strides)
    return shared and alike and bool(byte_bounds(mine) == byte_bounds(theirs))


def _repeats(array: Array) -> bool:
    """Whether two elements lie at one place."""
    return any(step == 0 and n > 1 for step, n in zip(array.strides, array.shape, strict=True))


def _overlap(first: Array, second: Array) -> bool:
    """Whether two arrays surely have elements in common."""
    if not (first.size and second.size and dense(first) and dense(second)):
        return False
    (start, stop), (begin, end) = byte_bounds(first), byte_bounds(second)
    return bool(start < end and begin < stop)


def _partly_overlap(first: Array, second: Array) -> bool:
    if not (first.size and second.size and dense(first) and dense(second)):
        return False
    (start, stop), (begin, end) = byte_bounds(first), byte_bounds(second)
    if (start, stop) == (begin, end):
        steps = zip(first.shape, strides_of(first), strides_of(second), strict=False)
        return first.ndim != second.ndim or any(n > 1 and a != b for n, a, b in steps)
    return bool(start < end and begin < stop)


def _fits(shape: Sequence[int], into: Sequence[int]) -> bool:
    """Whether a result of one shape can be written into memory of the other."""
    if len(shape) > len(into):
        return False
    pairs = zip(reversed(shape), reversed(into), strict=False)
    return all(n in (1, m) for n, m in pairs)


def _node(entry: Op, edges: tuple[Edge, ...], args: Sequence[Any], arrays: Sequence[Any]) -> Node:
    """The node before the write: inputs are saved at the versions they have now.

    Where a rule reads the tensor that is about to change, PyTorch saves a copy of it.
    """
    kind = entry.kind(needs_of(edges))
    node: Node = make(kind, edges, (), args[0]._array)
    original = list(args)
    if any(each.kind == FROM_INPUT and each.place == 0 for each in entry.read):
        from gradwalk.ops.core import clone  # core.py needs this file

        with listen.silence():
            original[0] = clone(args[0])
    node.saved = kind.saving()(original, arrays, (args[0],))
    if graph.on_record is not None:
        _tell_of_inputs(graph.on_record, entry, node)
    return node


def _tell_of_inputs(tell: Callable[[Node], None], entry: Op, node: Node) -> None:
    """Show who watches what a node saved of its inputs; `_finish` shows the result."""
    saved, late = node.saved, [each.kind == FROM_RESULT for each in entry.read]
    node.saved = tuple([None if wait else item for item, wait in zip(saved, late, strict=True)])
    tell(node)
    pairs = zip(node.saved, saved, late, strict=True)
    node.saved = tuple([given if wait else item for item, given, wait in pairs])


def _finish(entry: Op, node: Node, target: TensorBase) -> None:
    """A result that the node saves is the tensor as it is after the write."""
    node.saved = tuple(
        item.renewed(target) if each.kind == FROM_RESULT and item is not None else item
        for each, item in zip(entry.read, node.saved, strict=True)
    )
    if graph.on_record is not None:
        graph.on_record(node)
