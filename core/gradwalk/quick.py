"""The hot paths: one tensor, two tensors, a tensor and a number, written out for each entry.

These are apply.py's `general` with all that such a call cannot need taken out; a training loop
spends its time here. Making the tensor, its node, what that saves and the recorder's row are one
flat function without a call, written when the entry is first applied. What is unusual (another
dtype, a symbol, bad arguments) falls through to `general`, so nothing is decided twice.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Callable
from typing import Any
from weakref import ref

from gradwalk import apply, usual
from gradwalk.array import generic
from gradwalk.saved import SavedNumber, SavedOutput, SavedTensor
from gradwalk.storage import Storage
from gradwalk.table import FROM_INPUT, FROM_RESULT, Op
from gradwalk.tensorbase import TensorBase
from gradwalk.trace.capture import BYTES
from gradwalk.trace.known import next_key
from gradwalk.trace.log import NUMBER, ONE, PLACE, TWO
from gradwalk.trace.places import NO_CELLS
from gradwalk.usual import Text, later

_ONE = """\
def call(self, *more):
    if more:
        raise TypeError(f"TensorBase.{{entry.name}}() takes no arguments ({{len(more)}} given)")
    if self.__class__ is not tensor and not isinstance(self, TensorBase):
        return forward(self) if self.__class__ in ARRAYS else raw(entry, (self,))
    left = self._array
    if {floating} and left.dtype is not FLOAT32:
        left = promoted(entry, (left,), (0,))[0]
    try:
        array = forward(left)
    except (TypeError, MemoryError):
        raise refused(entry, (left,), (self,)) from None
"""
_TWO = """\
def call(self, other):
    if other.__class__ is not tensor and (other.__class__ is float or other.__class__ is int):
        return number(self, other)
    try:
        left, right = self._array, other._array
    except AttributeError:
        return number(self, other)
    if {promote} and not (left.dtype is right.dtype is FLOAT32):
        return general(self, other)
    try:
        array = {run}
    except (ValueError, TypeError, MemoryError):
        raise refused(entry, (left, right), (self, other)) from None
"""
_NUMBER = """\
def call(self, other):
    if other.__class__ is not float and isinstance(other, generic):
        other = other.item()
    if (
        (other.__class__ is not float and other.__class__ is not int)
        or (self.__class__ is not tensor and not isinstance(self, TensorBase))
        or (self._array.__class__ is not float32 and self._array.dtype is not FLOAT32)
        or not {differentiable}
    ):
        if {operator} and not is_operand(other):
            return NotImplemented
        if mode.in_rule and entry.in_rule is not None and isinstance(other, (int, float)):
            return entry.in_rule(self, other)  # as C++ spells it
        return general(self, other)
    left = right = self._array
    right = other
    array = forward(left, other)
"""
_MADE = """\
    made = new(tensor)
    made._array = array
    made._memory = made._writes = made._edge = made._grad = made._view = made._acc = None
    made._known = 0
    node = None
"""
_ONE_EDGE = """\
    if mode.grad_enabled:
        first = self._edge if self._view is None else history(self)
        if first is not None:{in_rule}
{both}
        elif self._view is not None:
            node = recorded(entry, {args}, {arrays}, (made,))
"""
_TWO_EDGES = """\
    if mode.grad_enabled:
        first = self._edge if self._view is None else history(self)
        second = other._edge if other._view is None else history(other)
        if first is not None and second is not None:
{both}
        elif first is not None:
{one}
        elif second is not None:
{two}
        elif self._view is not None or other._view is not None:
            node = recorded(entry, {args}, {arrays}, (made,))
"""
_IN_RULE = """
            if mode.in_rule and entry.in_rule is not None:
                return entry.in_rule(self, other)"""
_NODE = """\
            form, holds = {kind}, {holds}
            node = new(form)
            made._edge = (node, 0)
            node.edges = {edges}
            node.saved = {saved}
            if array.__class__ is float32:
                node.meta = SCALAR
            else:
                node.meta = {meta}
            node.sequence_nr = next_sequence()
            node.extra = None
            if graph.on_record is not None:
                graph.on_record(node)"""
_RESULT = """\
            result = new(SavedOutput)
            result.kept = array
            memory = new(Storage)
            result.storage = result.counter = made._memory = made._writes = memory
            memory.version = memory.key = result.version = result.output_nr = 0
            memory.buffer = memory.known = None
"""
_TOLD = """\
    if node is None and tensorbase.inferring:
        made._writes = InferenceCounter()
    rows = listen.rows
    if rows is not None:
        frame = getframe({depth})
        if frame.f_code is not rows.code and (
            frame.f_code.co_filename not in NO_CELLS
            or (frame := frame.f_back) is None
            or frame.f_code is not rows.code
        ):
            rows.went(frame)
        elif (place := rows.spots[frame.f_lasti]) is not rows.place:
            rows.place = place
            rows.extend((PLACE, place[0], place[1]))
        if {unusual} or graph.on_record is not None:
            rows.applied(entry, {args}, made, node)
        else:
            if array.nbytes > BYTES:
                array = rows.short(array)
            made._known = key = next_key()
            extend = rows.extend  # not a method of its class: called as one it takes longer
            if node is None:
                extend(({row}, entry, {given}, array, key, None, None))
            else:
                saves = weak(ref, node) if holds else None
                extend(({row}, form, {given}, array, key, node.sequence_nr, saves))
    elif listen.listener is not None:
        listen.listener.applied(entry, {args}, made, node)
    return made
"""
# Written out, the array module's own operators are not called by way of a function.
_SIGNS = {operators.add: "+", operators.sub: "-", operators.mul: "*", operators.truediv: "/"}
# An input whose row must tell more than its key: new, a view, written, or perhaps shared.
_UNUSUAL = (
    "{0}._known <= rows.first or ({0}._writes is not None and ({0}._writes is not {0}._memory"
    " or {0}._writes.known is not None or {0}._writes.version or {0}._view is not None))"
)
# `saved.kept`, without the call.
_KEPT = (
    "{0} if {0}._writes is None or ({0}._writes is {0}._memory and not {0}._writes.version)"
    " else SavedTensor({0})"
)


def function_of(entry: Op, *, operator: bool = False) -> Callable[..., Any]:
    """The function that applies an entry.

    As an operator it answers NotImplemented to what is neither tensor nor number.
    """
    if entry.outputs is None and not entry.view and not entry.variadic:
        if entry.parameters == ("self",):
            return later(lambda: _unary(entry))
        if entry.parameters[:2] in (("self", "other"), ("self", "exponent")) and entry.optional:
            two = later(lambda: _binary(entry, operator))
            return two if operator else _with_options(entry, two)
    return usual.function_of(entry) if usual.fits(entry) else apply.general(entry)


def _with_options(entry: Op, two: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """A call with more than two arguments, or with names, goes the general way."""
    general = apply.general(entry)

    def call(*args: Any, **named: Any) -> Any:
        return (general if named or len(args) != 2 else two)(*args, **named)

    return call


def _shared() -> dict[str, Any]:
    """The names in the templates that are the same for all entries."""
    numbers = {"BYTES": BYTES, "ONE": ONE, "TWO": TWO, "NUMBER": NUMBER, "PLACE": PLACE}
    kinds = (SavedNumber, SavedOutput, SavedTensor, Storage)
    named = {each.__name__: each for each in (*kinds, is_operand, apply.raw, apply.promoted)}
    own = {"generic": generic, "ARRAYS": apply.ARRAYS, "next_key": next_key, "NO_CELLS": NO_CELLS}
    python = {"ref": ref, "weak": ref.__new__}  # a third of `ref()`
    return {**usual.shared(), **numbers, **named, **own, **python}


def _names(entry: Op) -> dict[str, Any]:
    names = _shared() | {"entry": entry, "forward": entry.quick or entry.forward}
    return names | {f"d{i}": value for i, (_, value) in enumerate(entry.defaults)}


def _unary(entry: Op) -> Text:
    names = _names(entry)
    text = _ONE.format(floating=entry.promote == "float") + _MADE
    forms = {"args": "(self,)", "arrays": "(left,)", "in_rule": ""}
    if entry.rules:
        forms["both"] = _node(entry, (True,), "(first,)", names)
        text += _ONE_EDGE.format(**forms)
    unusual = _UNUSUAL.format("self")
    row = {"row": "ONE", "given": "self._known", "depth": 1}
    return text + _TOLD.format(unusual=unusual, **row, **forms), names


def _binary(entry: Op, operator: bool) -> Text:
    names = _names(entry)
    names["number"] = later(lambda: _with_number(entry, operator))
    names["general"] = apply.general(entry)
    sign = _SIGNS.get(names["forward"])
    run = "forward(left, right)" if sign is None else f"left {sign} right"
    text = _TWO.format(promote=entry.promote is not None, run=run) + _MADE
    forms = {"args": _filled(entry), "arrays": "(left, right)"}
    if entry.places == (0, 1):
        forms["both"] = _node(entry, (True, True), "(first, second)", names)
        forms["one"] = _node(entry, (True, False), "(first, NONE)", names)
        forms["two"] = _node(entry, (False, True), "(NONE, second)", names)
        text += _TWO_EDGES.format(**forms)
    unusual = f"{_UNUSUAL.format('self')} or {_UNUSUAL.format('other')}"
    row = {"row": "TWO", "given": "self._known, other._known", "depth": 1}
    return text + _TOLD.format(unusual=unusual, **row, **forms), names


def _with_number(entry: Op, operator: bool) -> Text:
    """A float32 tensor and a Python number; the rest is not hot."""
    names = _names(entry)
    names["general"] = apply.general(entry)
    both = entry.places == (0, 1)
    differentiable = entry.places[:1] == (0,)
    text = _NUMBER.format(operator=operator, differentiable=differentiable) + _MADE
    forms = {"args": _filled(entry), "arrays": "(left, other)", "in_rule": _IN_RULE}
    needs, edges = ((True, False), "(first, NONE)") if both else ((True,), "(first,)")
    if len(needs) == len(entry.rules):
        forms["both"] = _node(entry, needs, edges, names, number=True)
        text += _ONE_EDGE.format(**forms)
    row = {"row": "NUMBER", "given": "self._known, other", "depth": 2}  # called by `_binary`'s
    unusual = _UNUSUAL.format("self")
    return text + _TOLD.format(unusual=unusual, **row, **forms), names


def _filled(entry: Op) -> str:
    """The arguments of a call with two of them, the rest at their defaults."""
    return f"({', '.join(['self', 'other', *(f'd{i}' for i in range(len(entry.defaults)))])})"


def _node(
    entry: Op, needs: tuple[bool, ...], edges: str, names: dict[str, Any], *, number: bool = False
) -> str:
    """The lines that make a node with these edges wanted, and what it saves."""
    kind = "kind" + "".join(str(int(need)) for need in needs)
    made = names[kind] = entry.kind(needs)
    holds = made.holds_beside_number if number else made.holds
    single = not number and names["forward"] in _SIGNS  # of float32 alone, as `_TWO` has seen
    meta = "metas[array.shape]" + (
        "" if single else " if array.dtype is FLOAT32 else meta_of(array)"
    )
    made_of = {"kind": kind, "edges": edges, "holds": str(holds), "meta": meta}
    before, parts = "", []
    for each, read in zip(entry.read, entry.wanted(needs), strict=True):
        if each.derive is not None:  # sizes and the like need the arrays: the general way
            names[f"save_{kind}"] = names[kind].saving()
            args = _filled(entry) if len(entry.parameters) > 1 else "(self,)"
            arrays = args.replace("self", "left").replace("other", "other" if number else "right")
            return _NODE.format(**made_of, saved=f"save_{kind}({args}, {arrays}, (made,))")
        if each.kind == FROM_RESULT:
            before = _RESULT if read else before
            parts.append("result" if read else "None")
        elif each.kind == FROM_INPUT and each.place < 2:
            parts.append(_kept(entry, each.place, read=read, number=number))
        else:
            place = [name for name, _ in entry.defaults].index(each.name)
            parts.append(f"d{place}")
    saved = f"({''.join(f'{part}, ' for part in parts)})"
    return before + _NODE.format(**made_of, saved=saved)


def _kept(entry: Op, place: int, *, read: bool, number: bool) -> str:
    """What is kept of one of the first two arguments."""
    if not read:
        return "None"
    if place == 1 and number:
        return "SavedNumber(other)" if entry.places == (0, 1) else "other"
    return _KEPT.format(("self", "other")[place])


def is_operand(value: Any) -> bool:
    """Whether an operator takes it: tensors, arrays, numbers, and symbols."""
    return isinstance(value, (TensorBase, generic, *apply.NUMBERS)) or hasattr(value, "apply_op")
