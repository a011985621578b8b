"""What a node of an entry saves and how it runs, written out as Python functions.

What is known from the entry and the wanted edges (which rules run, where their arguments are,
which of them must be unpacked, what is freed) need not be decided anew each time. So it is written
down once, as dataclasses write their `__init__`, when the first node of that kind runs or is made:

    def save(args, arrays, outputs): # mul, both factors wanted
        return (kept(args[1]), kept(args[0]),)

    def step(node, state, walk):     # mul, both factors wanted
        grad = state[1]
        v0, v1, = node.saved
        if v0.__class__ is tensor and (v0._writes is None or not v0._writes.version):
            v0 = v0._array
        else:
            v0 = array_of(v0, node)
        ...
        try:
            p0 = rule0(grad, v0)     # the gradient for the first edge
            p1 = rule1(grad, v1)
        except ValueError as error:
            raise refused(error) from None
        (t0, n0), (t1, n1), = node.edges
        ...                          # summed to the shape of their receivers, and added there
        return following             # a node that is ready now
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappush
from types import FunctionType
from typing import TYPE_CHECKING, Any

from gradwalk import saved, tensorbase
from gradwalk.array import float32
from gradwalk.saved import FREED, VALUES, SavedOutput, array_of, freed_of, kept_input, kept_value
from gradwalk.trace.listen import PASSED

if TYPE_CHECKING:
    from gradwalk.engine import Walk
    from gradwalk.graph import Node
    from gradwalk.table import Op, Read

Keeper = Callable[[Sequence[Any], Sequence[Any], Sequence[Any]], tuple[Any, ...]]
Step = Callable[["Node", list[Any], "Walk"], "Node | None"]
_HEAD = """\
def step(node, state, walk):
    grad = state[1]
    if grad is None:
        return walk.whole(node, state)
"""
_INPUT = """\
    if {0}.__class__ is tensor and ({0}._writes is None or not {0}._writes.version):
        {0} = {0}._array
    else:
        {0} = array_of({0}, node)
"""
_OUTPUT = """\
    if {0}.__class__ is output and {0}.counter.version == {0}.version:
        {0} = {0}.kept if {0}.storage.buffer is None else {0}.storage.buffer
    else:
        {0} = array_of({0}, node)
"""
_OTHER = """\
    if {0}.__class__ not in values:
        {0} = array_of({0}, node)
"""
_REFUSED = """\
    except ValueError as error:
        raise refused(error) from None
"""
_FITTED = """\
    if {1}(p{0}.__class__ is not float32 or t{0}.meta is not scalar):
        if p{0} is None:
            return walk.whole(node, state)
        shape, kind = t{0}.meta[n{0}]
        if p{0}.dtype is not kind or p{0}.shape != shape:
            p{0} = fit(p{0}, shape, kind, node, {0})
"""
# Of a rule that reads no tensor: it may hand on what came, which fits an output like the node's.
_THROUGH = "(p{0} is not grad or t{0}.meta is not node.meta) and "
_SENT = """\
    there = states[t{0}]
    if n{0}:
        s{0} = put(there, n{0}, p{0})
    else:
        s{0} = there[1]
        s{0} = there[1] = p{0} if s{0} is None else s{0} + p{0}
    w{0} = there[0] = there[0] - 1
    if not w{0}:
        if t{0}.__class__ is leaf:
            walk.leaves.append(t{0})
        else:
            {1}
"""
_FIRST = "following = t{0}"
_LATER = """\
if following is None:
                following = t{0}
            else:
                heappush(walk.ready, (-t{0}.sequence_nr, t{0}))"""
_FREES = """\
    freed = walk.freeing
    if freed:
        {0}node.saved = {1}
"""
_WHOLE = VALUES | {tuple}  # what stays as it is
_MAY_FREE = """\
    freed = walk.freeing and {0}node.free()
"""
_TOLD = """\
    write = walk.write
    if write is not None:
        keys, sums = walk.keys, walk.sums
        write(({0}, node.sequence_nr, {1}, {2}))
    return following
"""
_EDGE = (
    "{0}, keys[t{0}] if t{0}.__class__ is leaf else t{0}.sequence_nr, n{0}, p{0},"
    " s{0} if sums else None, w{0}"
)


def stepper(entry: Op, needs: tuple[bool, ...]) -> Step:
    """The function that runs a node of an entry with one output, some of its edges wanted.

    It takes the node, its state and the backward, hands each wanted edge its gradient, and returns
    a node that is ready now, if there is one.
    """
    from gradwalk import apply, engine, graph  # these need this file

    wanted = [(i, rule) for i, (rule, need) in enumerate(zip(entry.rules, needs)) if need]  # noqa: B905
    names = {name for _, rule in wanted for name in rule.reads}
    known: dict[str, Any] = {"__name__": __name__, "array_of": array_of}
    known |= {"put": engine.put, "fit": engine.fit}
    known |= {"tensor": tensorbase.kind, "values": VALUES, "output": SavedOutput}
    known |= {"leaf": graph.AccumulateGrad, "float32": float32, "scalar": graph.SCALAR}
    known |= {"heappush": heappush, "refused": apply.refused_in_rule}
    reading = {each.name for each in entry.read if _unpacked(entry, each) != _OTHER}
    values = {"grad": "grad", "grads": "(grad,)"}
    text = _HEAD
    if names & set(entry.reads):
        values |= {name: f"v{i}" for i, name in enumerate(entry.reads)}
        text += f"    {', '.join(f'v{i}' for i in range(len(entry.reads)))}, = node.saved\n"
    for read in entry.read:
        if read.name in names:
            text += _unpacked(entry, read).format(values[read.name])
    text += "    try:\n" if wanted else ""
    for number, rule in wanted:
        known[f"rule{number}"] = on_arrays(rule.function)
        reads = ", ".join(values[name] for name in rule.reads)
        text += f"        p{number} = rule{number}({reads})\n"
    text += _REFUSED if wanted else ""
    places = [number for number, _ in wanted]
    pairs = [f"(t{i}, n{i})" if i in places else "_" for i in range(len(needs))]
    text += f"    {', '.join(pairs)}, = node.edges\n"
    through = [number for number, rule in wanted if not reading & set(rule.reads)]
    text += _passing(places, through, known, entry.kind(needs).freed)
    exec(text, known)  # noqa: S102 - names of parameters and numbers are all it is made of
    return known["step"]  # type: ignore[no-any-return]


def _passing(
    places: list[int], through: list[int], known: dict[str, Any], after: tuple[Any, ...] | None
) -> str:
    """The lines that hand gradients on, free what was saved, and tell of it."""
    text = "".join(_FITTED.format(i, _THROUGH.format(i) if i in through else "") for i in places)
    text += "    states, following = walk.states, None\n"
    for i in places:
        text += _SENT.format(i, (_FIRST if i == places[0] else _LATER).format(i))
    freed = "freed"
    if after is None:
        text += _MAY_FREE.format("")
    elif FREED not in after and any(each is not None for each in after):
        known["whole"] = _WHOLE
        some = [place for place, each in enumerate(after) if each is not None]
        held = [f"node.saved[{place}].__class__ not in whole" for place in some]
        text += _MAY_FREE.format(f"({' or '.join(held)}) and ")
    elif FREED in after:
        text += _freeing(after, known)
    else:
        freed = "False"
    edges = ", ".join(_EDGE.format(i) for i in places)
    return text + _TOLD.format(PASSED + len(places), freed, edges)


def _freeing(after: tuple[Any, ...], known: dict[str, Any]) -> str:
    """The lines that drop what was saved: all of it as `after` says, or but for plain values."""
    known["after"], known["FREED"], known["freed_of"] = after, FREED, freed_of
    known["whole"] = _WHOLE
    if all(each is FREED or each is None for each in after):
        return _FREES.format("", "after")
    parts, names = [], [f"o{i}" for i in range(len(after))]
    for name, then in zip(names, after, strict=True):
        plain = f"{name} if {name}.__class__ in whole else freed_of({name})"
        parts.append("FREED" if then is FREED else "None" if then is None else plain)
    return _FREES.format(f"{', '.join(names)}, = node.saved\n        ", f"({', '.join(parts)},)")


_raw: dict[int, dict[str, Any]] = {}  # by id of a module's names: the same for arrays alone


def on_arrays(rule: Callable[..., Any]) -> Callable[..., Any]:
    """The same rule with the functions of the table that it names bare: they get arrays alone.

    So have the functions beside it in its module.
    """
    if not isinstance(rule, FunctionType):
        return rule
    if hasattr(rule, "entry"):
        return rule.entry.forward  # type: ignore[no-any-return]
    own = rule.__globals__
    names = _raw.get(id(own))
    if names is None:
        names = _raw[id(own)] = dict(own)
        for name, each in own.items():
            entry = getattr(each, "entry", None)
            if entry is not None and each.__name__ == entry.name:  # in place it has another
                names[name] = entry.forward
            elif each.__class__ is FunctionType and each.__globals__ is own:
                names[name] = _with(names, each)
    return _with(names, rule)


def _with(names: dict[str, Any], function: FunctionType) -> FunctionType:
    """The function with other global names."""
    code, defaults = function.__code__, function.__defaults__
    made = FunctionType(code, names, function.__name__, defaults, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def _unpacked(entry: Op, read: Read) -> str:
    """The lines that turn what the node saved into what a rule reads."""
    if read.derive is not None:
        return ""
    if read.from_result:
        return _OUTPUT
    return _INPUT if read.place in entry.places else _OTHER


def keeper(entry: Op, needs: tuple[bool, ...]) -> Keeper:
    """The function that makes what a node saves: tensors that wanted rules read, plain values.

    It takes the arguments, the same with arrays in place of tensors, and the results.
    """
    known: dict[str, Any] = {"output": SavedOutput, "kept": kept_input, "value": kept_value}
    known |= {"tensor": tensorbase.kind, "values": VALUES, "tensor_kept": saved.kept}
    parts = []
    for number, (each, read) in enumerate(zip(entry.read, entry.wanted(needs), strict=True)):
        place = each.place
        if each.from_result:
            parts.append(f"output(outputs[{place}], {place})" if read else "None")
        elif each.derive is not None:
            known[f"derive{number}"] = each.derive
            parts.append(f"derive{number}(arrays[{place}])")
        elif place in entry.places:
            usual = f"tensor_kept(args[{place}])" if read else "None"
            parts.append(f"{usual} if args[{place}].__class__ is tensor else "
                         f"kept(args[{place}], {read})")  # fmt: skip
        else:
            value = f"args[{place}]"
            parts.append(f"{value} if {value}.__class__ in values else value({value}, {read})")
    text = "".join(f"{part}, " for part in parts)
    exec(f"def save(args, arrays, outputs):\n    return ({text})", known)  # noqa: S102 - as above
    return known["save"]  # type: ignore[no-any-return]
