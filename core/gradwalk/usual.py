"""The usual call of any entry with one output: a tensor first, then tensors and plain values.

As quick.py: `apply.general` without what such a call cannot need, one flat function for each entry,
written from templates when it is first called. Anything else that comes (a symbol, an array, a
list of tensors, another dtype where dtypes count) is left to `general`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from gradwalk import apply, graph, mode, tensorbase
from gradwalk.array import FLOAT32, float32, ndarray
from gradwalk.graph import NONE, SCALAR, meta_of, metas, next_sequence
from gradwalk.storage import InferenceCounter
from gradwalk.table import MISSING, Op
from gradwalk.tensorbase import TensorBase, writable
from gradwalk.trace import listen
from gradwalk.trace.rows import TEXTLESS
from gradwalk.views import history, view_of

# Names begin with `_` but for those of the entry's own parameters; {p} is one, {x} its array.
_HEAD = """\
def call({signature}):
    try:
        {x} = {p}._array
    except AttributeError:
        return _general({all})
"""
_ARGUMENT = """\
    {x} = {p}
    if {p}.__class__ not in _PLAIN:
        if {p}.__class__ is _tensor or isinstance({p}, _TensorBase):
            {x} = {p}._array
        elif not _numbers({p}):
            return _general({all})
"""
# The same of one that is a tensor mostly, so that this is asked first.
_TENSOR = """\
    {x} = {p}
    if {p}.__class__ is _tensor or isinstance({p}, _TensorBase):
        {x} = {p}._array
    elif {p}.__class__ not in _PLAIN and not _numbers({p}):
        return _general({all})
"""
_PROMOTED = """\
    if {x}.__class__ not in _FITS and {x}.dtype is not _FLOAT32:
        return _general({all})
"""
_SHARED = """\
    if {x}.__class__ is not _ndarray:
        {x} = _writable({p})
"""
_RUN = """\
    try:
        _array = _forward({arrays})
    except Exception:
        raise _refused(_entry, [{arrays}], ({all},)) from None
"""
_VIEW = """\
    _made = _view_of({p}, _array)
"""
_FRESH = """\
    _made = _new(_tensor)
    _made._array = _array
    _made._memory = _made._writes = _made._edge = _made._grad = _made._view = _made._acc = None
    _made._known = 0
    if _tensorbase.inferring:
        _made._writes = _InferenceCounter()
"""
_NODE = """\
    _node = None
    if _mode.grad_enabled:
{edges}
        if {some}:
            if _array.__class__ is _float32 or _array.dtype.kind in "fc":
                _kind = {kind}
                _node = _new(_kind)
                _made._edge = (_node, 0)
                _node.edges = ({each},)
                _node.saved = {saved}
                if _array.__class__ is _float32:
                    _node.meta = _SCALAR
                else:
                    _fits = _array.dtype is _FLOAT32
                    _node.meta = _metas[_array.shape] if _fits else _meta_of(_array)
                _node.sequence_nr = _next_sequence()
                _node.extra = None
                if _graph.on_record is not None:
                    _graph.on_record(_node)
        elif {views}:
            _node = _recorded(_entry, ({all},), ({arrays},), (_made,))
"""
_TOLD = """\
    _rows = _listen.rows
    if _rows is None:
        if _listen.listener is not None:
            _listen.listener.applied(_entry, ({all},), _made, {node})
    elif _rows.exposed or _graph.on_record is not None:
        _rows.applied(_entry, ({all},), _made, {node})
    else:
        _rows.went(_getframe(1))
        _rows.row(_entry, {p}, ({given}), _made, {node})
    return _made
"""
# An argument as log.ANY has it, without a call where it is usual: a tensor never written, a number.
_GIVEN = (
    "*(({p}._known, 0) if {x} is not {p} and {p}._writes is None and {p}._known > _rows.first"
    " else _rows.of({p})), "
)
_GIVEN_PLAIN = "*((0, {p}) if {p}.__class__ in _TEXTLESS else _rows.of({p})), "


def fits(entry: Op) -> bool:
    """Whether an entry is of that kind."""
    return entry.outputs is None and not entry.variadic


def function_of(entry: Op) -> Callable[..., Any]:
    """The function that applies such an entry."""
    return later(lambda: _text(entry))


Text = tuple[str, dict[str, Any]]  # of a function named `call`, and the names it needs


def later(text_of: Callable[[], Text]) -> Callable[..., Any]:
    """A function whose text is written, and compiled, when it is first called."""

    def write() -> None:
        text, more = text_of()
        names.update(more)
        exec(compile(text, __file__, "exec"), names)  # noqa: S102 - made of templates here
        written = names["call"]
        made.__code__, made.__defaults__ = written.__code__, written.__defaults__
        names["call"] = made

    names: dict[str, Any] = {"write": write}
    assert isinstance(_first, FunctionType)
    made = names["call"] = FunctionType(_first.__code__, names)
    return made


def _first(*args: Any, **named: Any) -> Any:
    write()  # type: ignore[name-defined]  # noqa: F821 - its names are those of `later`
    return call(*args, **named)  # type: ignore[name-defined]  # noqa: F821


def _text(entry: Op) -> Text:
    """The function as text, and the names it needs."""
    names = {f"_{name}": each for name, each in shared().items()}
    names |= {"_entry": entry, "_forward": entry.forward}
    names["_general"] = apply.general(entry)
    signature = []
    for name, default in zip(entry.parameters, entry.filling, strict=True):
        names[f"_d_{name}"] = default
        signature.append(name if default is MISSING else f"{name}=_d_{name}")
    arrays = {name: f"_x_{name}" for name in entry.parameters}
    forms = {"all": ", ".join(arrays), "arrays": ", ".join(arrays.values())}
    text = ""
    for place, (p, x) in enumerate(arrays.items()):
        template = (_TENSOR if place in entry.places else _ARGUMENT) if place else _HEAD
        text += template.format(p=p, x=x, signature=", ".join(signature), **forms)
    for place in entry.operands if entry.promote is not None else ():
        text += _PROMOTED.format(x=arrays[entry.parameters[place]], **forms)
    first = {"p": entry.parameters[0], "x": arrays[entry.parameters[0]]}
    text += _SHARED.format(**first) if entry.view else ""
    text += _RUN.format(**forms) + (_VIEW if entry.view else _FRESH).format(**first)
    if entry.places:
        text += _NODE.format(**_history_of(entry, arrays, names), **forms)
    givens = [_GIVEN if place in entry.places else _GIVEN_PLAIN for place in range(len(arrays))]
    given = "".join([form.format(p=p, x=x) for form, (p, x) in zip(givens, arrays.items())])  # noqa: B905
    node = "_node" if entry.places else None
    text += _TOLD.format(node=node, given=given, **first, **forms)
    return text, names


def _history_of(entry: Op, arrays: dict[str, str], names: dict[str, Any]) -> dict[str, str]:
    """What `_NODE` needs: lines that find the inputs' edges, and what is made of them."""
    lines, views = "", []
    edges = [f"_e_{entry.parameters[place]}" for place in entry.places]
    for place, edge in zip(entry.places, edges, strict=True):
        p = entry.parameters[place]
        given = "" if place == 0 else f"None if {arrays[p]} is {p} else "
        lines += f"        {edge} = {given}{p}._edge if {p}._view is None else _history({p})\n"
        views.append(f"{p}._view is not None" if not given else
                     f"({arrays[p]} is not {p} and {p}._view is not None)")  # fmt: skip
    found = {"edges": lines.rstrip("\n"), "views": " or ".join(views)}
    found["some"] = " or ".join([f"{edge} is not None" for edge in edges])
    if len(edges) == 1:
        names["_kind1"], found["kind"], found["each"] = entry.kind((True,)), "_kind1", edges[0]
    else:
        names["_kinds"] = entry.kind
        needs = ", ".join([f"{edge} is not None" for edge in edges])
        found["kind"] = f"_kinds(({needs}))"
        found["each"] = ", ".join([f"{edge} or _NONE" for edge in edges])
    values = ", ".join(arrays), ", ".join(arrays.values())
    kept = "(_kind.written or _kind.saving())(({},), ({},), (_made,))".format(*values)
    return {**found, "saved": kept if entry.read else "()"}


def _numbers(value: Any) -> bool:
    """Whether a value is a tuple or list of numbers, such as sizes or dimensions."""
    if value.__class__ is not tuple and value.__class__ is not list:
        return False
    for each in value:  # noqa: SIM110 - a generator would take twice as long
        if each.__class__ is not int:
            return False
    return True


def shared() -> dict[str, Any]:
    """The names in the templates that are the same for all entries; here with `_` before them."""
    modules = {"mode": mode, "graph": graph, "listen": listen, "tensorbase": tensorbase}
    functions = (history, meta_of, view_of, writable, apply.refused, apply.recorded)
    named = {each.__name__: each for each in (TensorBase, InferenceCounter, *functions)}
    arrays = {"float32": float32, "FLOAT32": FLOAT32, "ndarray": ndarray, "FITS": _FITS}
    nodes = {"NONE": NONE, "SCALAR": SCALAR, "metas": metas, "next_sequence": next_sequence}
    own = {"new": object.__new__, "tensor": tensorbase.kind, "getframe": sys._getframe}
    plain = {"numbers": _numbers, "PLAIN": apply.PLAIN, "TEXTLESS": TEXTLESS}
    return {**modules, **named, **arrays, **nodes, **own, **plain}


_FITS = frozenset((float32, float, int, bool, type(None)))  # they take part in promotion to float32
