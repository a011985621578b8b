"""The hot paths: one tensor, two tensors, a tensor and a number.

These are apply.py's `general` with all that such a call cannot need taken out; a training loop
spends its time here. What is unusual (another dtype, a symbol, bad arguments) falls through to
`general`, so nothing is decided twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk import apply, graph, mode
from gradwalk.array import FLOAT32, float32, generic
from gradwalk.graph import NONE, Edge, Node, next_sequence
from gradwalk.saved import SavedNumber, SavedOutput, SavedTensor
from gradwalk.table import FROM_INPUT, FROM_RESULT, Op
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.trace import listen
from gradwalk.views import edge_of, tracked

Saver = Callable[[Any, Any, Any], tuple[Any, ...]]
_new = object.__new__
_SCALAR = (((), FLOAT32),)  # the meta of most 0-d results


def function_of(entry: Op, *, operator: bool = False) -> Callable[..., Any]:
    """The function that applies an entry.

    As an operator it answers NotImplemented to what is neither tensor nor number.
    """
    if entry.outputs is None and not entry.view and not entry.variadic:
        if entry.parameters == ("self",):
            return _unary(entry)
        if entry.parameters[:2] in (("self", "other"), ("self", "exponent")) and entry.optional:
            return _binary(entry, operator)
    return apply.general(entry)


def _node(entry: Op, edges: tuple[Edge, ...], saved: tuple[Any, ...], made: TensorBase) -> Node:
    """`graph.make` and `apply.record` for one output."""
    node = _new(entry.node)
    node.edges = edges
    node.saved = saved
    array = made._array
    node.meta = _SCALAR if array.__class__ is float32 else ((array.shape, array.dtype),)
    node.sequence_nr = next_sequence()
    node.extra = None
    made._edge = (node, 0)
    if graph.on_record is not None:
        graph.on_record(node)
    return node


def _unary(entry: Op) -> Callable[..., Any]:
    forward = entry.forward
    floating = entry.promote == "float"
    differentiable = bool(entry.rules)
    saver = _saver(entry, (True,)) if differentiable else _nothing
    name = entry.name

    def call(self: Any) -> Any:
        try:
            array = self._array
        except AttributeError:
            return apply.raw(entry, (self,))
        if floating and array.dtype is not FLOAT32:
            array = apply.promoted(entry, (array,), (0,))[0]
        try:
            made = fresh(forward(array))
        except TypeError:
            raise apply.refused(entry, (array,), (self,)) from None
        node = None
        if differentiable and mode.grad_enabled:
            edge = self._edge if self._view is None else edge_of(self)
            if edge is not None and (edge is not NONE or tracked(self)):
                node = _node(entry, (edge,), saver(self, None, made), made)
        if listen.listener is not None:
            listen.listener.made(name, (("self", self),), (made,), node)
        return made

    return call


def _binary(entry: Op, operator: bool) -> Callable[..., Any]:
    forward = entry.quick or entry.forward
    promote = entry.promote is not None
    general = apply.general(entry)
    both = entry.places == (0, 1)
    savers = {needs: _saver(entry, needs) for needs in _needs(len(entry.rules))}
    listened = entry.parameters[1]
    rest = entry.defaults
    number = _with_number(entry, operator)
    name = entry.name

    def call(self: Any, other: Any, *more: Any, **named: Any) -> Any:
        if more or named:
            return general(self, other, *more, **named)
        try:
            left = self._array
            right = other._array
        except AttributeError:
            return number(self, other)
        if promote and not left.dtype is right.dtype is FLOAT32:
            return general(self, other)
        try:
            made = fresh(forward(left, right))
        except (ValueError, TypeError):
            raise apply.refused(entry, (left, right), (self, other)) from None
        node = None
        if both and mode.grad_enabled:
            first = self._edge or NONE if self._view is None else edge_of(self)
            second = other._edge or NONE if other._view is None else edge_of(other)
            if first is not NONE or second is not NONE or tracked(self) or tracked(other):
                needs = (first[0] is not None, second[0] is not None)
                node = _node(entry, (first, second), savers[needs](self, other, made), made)
        if listen.listener is not None:
            inputs = (("self", self), (listened, other), *rest)
            listen.listener.made(name, inputs, (made,), node)
        return made

    return call


def _with_number(entry: Op, operator: bool) -> Callable[[Any, Any], Any]:
    """A float32 tensor and a Python number; the rest is not hot."""
    forward = entry.quick or entry.forward
    general = apply.general(entry)
    both = entry.places == (0, 1)
    saver = _saver(entry, (True, False) if both else (True,)) if entry.rules else _nothing
    listened = entry.parameters[1]
    rest = entry.defaults
    differentiable = entry.places[:1] == (0,)
    name = entry.name

    def call(self: Any, other: Any) -> Any:
        if isinstance(other, generic):
            other = other.item()
        if (
            other.__class__ not in (float, int)
            or not isinstance(self, TensorBase)
            or self._array.dtype is not FLOAT32
            or not differentiable
        ):
            if operator and not is_operand(other):
                return NotImplemented
            return general(self, other)
        made = fresh(forward(self._array, other))
        node = None
        if mode.grad_enabled:
            edge = self._edge if self._view is None else edge_of(self)
            if edge is not None and (edge is not NONE or tracked(self)):
                edges = (edge, NONE) if both else (edge,)
                node = _node(entry, edges, saver(self, other, made), made)
        if listen.listener is not None:
            inputs = (("self", self), (listened, other), *rest)
            listen.listener.made(name, inputs, (made,), node)
        return made

    return call


def is_operand(value: Any) -> bool:
    """Whether an operator takes it: tensors, arrays, numbers, and symbols."""
    return isinstance(value, (TensorBase, generic, *apply.NUMBERS)) or hasattr(value, "apply_op")


def _needs(count: int) -> list[tuple[bool, ...]]:
    if count == 2:
        return [(a, b) for a in (True, False) for b in (True, False)]
    return [(True,), (False,)] if count else []


def _nothing(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
    return ()


def _saver(entry: Op, needs: tuple[bool, ...]) -> Saver:
    """The function that makes what a node saves, when these of its rules are wanted."""
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


def _kept(value: Any) -> Any:
    return SavedTensor(value) if isinstance(value, TensorBase) else SavedNumber(value)


_SAVERS: dict[tuple[Any, ...], Saver] = {
    (): _nothing,
    ("result",): lambda _self, _other, made: (SavedOutput(made),),
    ("self",): lambda self, _other, _made: (SavedTensor(self),),
    ("other", "self"): lambda self, other, _made: (_kept(other), SavedTensor(self)),
    ("other", None): lambda _self, other, _made: (_kept(other), None),
    (None, "self"): lambda self, _other, _made: (None, SavedTensor(self)),
}


def _composed(entry: Op, codes: list[Any], plain: bool) -> Saver:
    """Any other combination; parameters beyond two have their defaults here."""
    defaults = dict(entry.defaults)

    def save(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
        kept: list[Any] = []
        for code in codes:
            if code == "self":
                kept.append(SavedTensor(self))
            elif code == "other":
                kept.append(other if plain else _kept(other))
            elif code == "result":
                kept.append(SavedOutput(made))
            else:
                kept.append(None if code is None else defaults[code.name])
        return tuple(kept)

    return save


def _derived_saver(entry: Op, needs: tuple[bool, ...]) -> Saver:
    """Sizes and the like need the arrays: the general way."""
    edges: tuple[Any, ...] = tuple([(need or None, 0) for need in needs])
    rest = tuple(value for _, value in entry.defaults)
    count = len(entry.parameters)

    def save(self: Any, other: Any, made: Any) -> tuple[Any, ...]:
        args = (self, other, *rest)[:count]
        arrays, _ = apply.arrays_of(args)
        return apply.save(entry, edges, args, arrays, (made,))

    return save
