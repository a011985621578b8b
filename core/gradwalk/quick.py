"""The hot paths: one tensor, two tensors, a tensor and a number.

These are apply.py's `general` with all that such a call cannot need taken out; a training loop
spends its time here. What is unusual (another dtype, a symbol, bad arguments) falls through to
`general`, so nothing is decided twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk import apply, graph, mode, single, tensorbase
from gradwalk.array import FLOAT32, float32, generic
from gradwalk.graph import NONE, SCALAR, Edge, meta_of, metas, next_sequence
from gradwalk.saved import SavedNumber, SavedOutput, SavedTensor, kept
from gradwalk.storage import Storage
from gradwalk.table import FROM_INPUT, FROM_RESULT, Op, TableNode
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.trace import listen
from gradwalk.views import history

Saver = Callable[[Any, Any, Any], tuple[Any, ...]] | tuple[Any, ...]  # or always the same
_new = object.__new__


def function_of(entry: Op, *, operator: bool = False) -> Callable[..., Any]:
    """The function that applies an entry.

    As an operator it answers NotImplemented to what is neither tensor nor number.
    """
    if entry.outputs is None and not entry.view and not entry.variadic:
        if entry.parameters == ("self",):
            return _unary(entry)
        if entry.parameters[:2] in (("self", "other"), ("self", "exponent")) and entry.optional:
            two = _binary(entry, operator)
            return two if operator else _with_options(entry, two)
    return single.function_of(entry) if single.fits(entry) else apply.general(entry)


def _with_options(entry: Op, two: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """A call with more than two arguments, or with names, goes the general way."""
    general = apply.general(entry)

    def call(*args: Any, **named: Any) -> Any:
        if named or len(args) != 2:
            return general(*args, **named)
        return two(*args)

    return call


def _linked(
    array: Any, how: tuple[type[TableNode], Saver], edges: tuple[Edge, ...], self: Any, other: Any
) -> TensorBase:
    """`fresh`, `graph.make` and `apply.record` for one output, in one."""
    kind, saver = how
    made = _new(tensorbase.kind)
    made._array = array
    made._memory = made._writes = made._grad = made._view = made._acc = None
    made._known = 0
    node = _new(kind)
    made._edge = (node, 0)
    node.edges = edges
    node.saved = saver if saver.__class__ is tuple else saver(self, other, made)  # type: ignore[operator]
    if array.__class__ is float32:
        node.meta = SCALAR
    else:
        meta = metas.get(array.shape)
        if meta is None or meta[0][1] is not array.dtype:
            meta = meta_of(array)
        node.meta = meta
    node.sequence_nr = next_sequence()
    node.extra = None
    if graph.on_record is not None:
        graph.on_record(node)
    return made


def _unary(entry: Op) -> Callable[..., Any]:
    forward = entry.quick or entry.forward
    floating = entry.promote == "float"
    differentiable = bool(entry.rules)
    how = _how(entry, (True,))

    def call(self: Any) -> Any:
        if self.__class__ is not tensorbase.kind and not isinstance(self, TensorBase):
            return forward(self) if self.__class__ in apply.ARRAYS else apply.raw(entry, (self,))
        array = self._array
        if floating and array.__class__ is not float32 and array.dtype is not FLOAT32:
            array = apply.promoted(entry, (array,), (0,))[0]
        try:
            result = forward(array)
        except (TypeError, MemoryError):
            raise apply.refused(entry, (array,), (self,)) from None
        edge = None
        if differentiable and mode.grad_enabled:
            edge = self._edge if self._view is None else history(self)
        if edge is not None:
            made = _linked(result, how, (edge,), self, None)
        else:
            made = fresh(result)
            if self._view is not None and mode.grad_enabled:
                apply.recorded(entry, (self,), (array,), (made,))
        if listen.listener is not None:
            listen.listener.one(entry, self, made, made._edge and made._edge[0])
        return made

    return call


def _binary(entry: Op, operator: bool) -> Callable[[Any, Any], Any]:
    forward = entry.quick or entry.forward
    promote = entry.promote is not None
    general = apply.general(entry)
    places = entry.places == (0, 1)
    both, one, two = (_how(entry, each) for each in ((True, True), (True, False), (False, True)))
    number = _with_number(entry, operator)

    def call(self: Any, other: Any) -> Any:
        if other.__class__ is float or other.__class__ is int:
            return number(self, other)
        try:
            left, right = self._array, other._array
        except AttributeError:
            return number(self, other)
        scalars = left.__class__ is right.__class__ is float32
        if promote and not scalars and not left.dtype is right.dtype is FLOAT32:
            return general(self, other)
        try:
            array = forward(left, right)
        except (ValueError, TypeError, MemoryError):
            raise apply.refused(entry, (left, right), (self, other)) from None
        first = second = None
        if places and mode.grad_enabled:
            first = self._edge if self._view is None else history(self)
            second = other._edge if other._view is None else history(other)
        if first is not None:
            how = one if second is None else both
            made = _linked(array, how, (first, second or NONE), self, other)
        elif second is not None:
            made = _linked(array, two, (NONE, second), self, other)
        else:
            made = fresh(array)
            if mode.grad_enabled and (self._view is not None or other._view is not None):
                apply.recorded(entry, entry.filled(self, other), (left, right), (made,))
        if listen.listener is not None:
            listen.listener.two(entry, self, other, made, made._edge and made._edge[0])
        return made

    return call


def _with_number(entry: Op, operator: bool) -> Callable[[Any, Any], Any]:
    """A float32 tensor and a Python number; the rest is not hot."""
    forward = entry.quick or entry.forward
    general = apply.general(entry)
    both = entry.places == (0, 1)
    differentiable = entry.places[:1] == (0,)
    kind, saver = _how(entry, (True, False) if both else (True,))
    how = kind, _NUMBER_SAVERS.get(saver, saver)

    def call(self: Any, other: Any) -> Any:
        if other.__class__ is not float and isinstance(other, generic):
            other = other.item()
        if (
            (other.__class__ is not float and other.__class__ is not int)
            or not differentiable
            or (self.__class__ is not tensorbase.kind and not isinstance(self, TensorBase))
            or (self._array.__class__ is not float32 and self._array.dtype is not FLOAT32)
        ):
            if operator and not is_operand(other):
                return NotImplemented
            if mode.in_rule and entry.in_rule is not None and isinstance(other, (int, float)):
                return entry.in_rule(self, other)  # as C++ spells it
            return general(self, other)
        array = self._array
        result = forward(array, other)
        edge = (self._edge if self._view is None else history(self)) if mode.grad_enabled else None
        if edge is not None:
            if mode.in_rule and entry.in_rule is not None:
                return entry.in_rule(self, other)
            made = _linked(result, how, (edge, NONE) if both else (edge,), self, other)
        else:
            made = fresh(result)
            if self._view is not None and mode.grad_enabled:
                apply.recorded(entry, entry.filled(self, other), (array, other), (made,))
        if listen.listener is not None:
            listen.listener.number(entry, self, other, made, made._edge and made._edge[0])
        return made

    return call


def is_operand(value: Any) -> bool:
    """Whether an operator takes it: tensors, arrays, numbers, and symbols."""
    return isinstance(value, (TensorBase, generic, *apply.NUMBERS)) or hasattr(value, "apply_op")


def _how(entry: Op, needs: tuple[bool, ...]) -> tuple[type[TableNode], Saver]:
    """The class of a node with these edges wanted, and what makes up what it saves."""
    if len(needs) != len(entry.rules):
        return entry.node, ()
    return entry.kind(needs), _saver(entry, needs)


def _saver(entry: Op, needs: tuple[bool, ...]) -> Saver:
    """What makes up what a node saves, when these of its rules are wanted."""
    codes: list[Any] = []
    for each, read in zip(entry.read, entry.wanted(needs), strict=True):
        if each.kind == FROM_RESULT:
            codes.append("result" if read else None)
        elif each.kind == FROM_INPUT and each.place < 2:
            codes.append(("self", "other")[each.place] if read else None)
        elif each.kind == FROM_INPUT:
            codes.append(each)
        else:
            return _derived_saver(entry, needs)
    plain = entry.places != (0, 1)  # then `other` is a number that is kept as it is
    known = _SAVERS.get(tuple(codes))
    if known is not None and not (plain and "other" in codes):
        return known
    return _composed(entry, codes, plain)


def _result(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    item = _new(SavedOutput)  # what its __init__ does, for a tensor that is fresh
    item.kept = made._array
    item.storage = item.counter = made._memory = made._writes = Storage()
    item.version = item.output_nr = 0
    return (item,)


def _self(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    bare = self._writes is None and self.__class__ is tensorbase.kind  # `kept`, without the call
    return (self if bare else SavedTensor(self),)


def _both(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    kind = tensorbase.kind
    return (
        other if other._writes is None and other.__class__ is kind else SavedTensor(other),
        self if self._writes is None and self.__class__ is kind else SavedTensor(self),
    )


def _other(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    bare = other._writes is None and other.__class__ is tensorbase.kind
    return (other if bare else SavedTensor(other), None)


def _number(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    return (SavedNumber(other), None)


def _number_too(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    return (SavedNumber(other), *_self(self, other, made))


def _self_last(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    return (None, *_self(self, other, made))


_SAVERS: dict[tuple[Any, ...], Saver] = {
    ("result",): _result,
    ("self",): _self,
    ("other", "self"): _both,
    ("other", None): _other,
    (None, "self"): _self_last,
}
_NUMBER_SAVERS: dict[Saver, Saver] = {
    _other: _number,
    _both: _number_too,
}  # what is saved where `other` is a number


def _kept(value: Any) -> Any:
    return kept(value) if isinstance(value, TensorBase) else SavedNumber(value)


def _composed(entry: Op, codes: list[Any], plain: bool) -> Saver:
    """Any other combination; parameters beyond two have their defaults here."""
    defaults = dict(entry.defaults)
    if not any(isinstance(code, str) for code in codes):
        return tuple([None if code is None else defaults[code.name] for code in codes])

    def save(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
        items: list[Any] = []
        for code in codes:
            if code == "self":
                items.append(kept(self))
            elif code == "other":
                items.append(other if plain else _kept(other))
            elif code == "result":
                items.append(SavedOutput(made))
            else:
                items.append(None if code is None else defaults[code.name])
        return tuple(items)

    return save


def _derived_saver(entry: Op, needs: tuple[bool, ...]) -> Saver:
    """Sizes and the like need the arrays: the general way."""
    rest = tuple(value for _, value in entry.defaults)
    count = len(entry.parameters)
    kind = entry.kind(needs)

    def save(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
        args = (self, other, *rest)[:count]
        return kind.saving()(args, apply.arrays_of(args)[0], (made,))

    return save
