"""What a node of an entry saves and how its rules are called, written out as Python functions.

What `TableNode.run` decides anew each time (which rules are wanted, where their arguments are,
which of them must be unpacked) is known from the entry and the wanted edges. So it is written down
once, as dataclasses write their `__init__`, when the first node of that kind runs or is made:

    def save(args, arrays, outputs): # mul, both factors wanted
        return (kept(args[1]), kept(args[0]),)

    def run(node, state):            # mul, both factors wanted
        grad = state[1]
        if grad is None:
            return nothing
        v0, v1 = node.saved
        if v0.__class__ is tensor and (v0._writes is None or not v0._writes.version):
            v0 = v0._array
        else:
            v0 = array_of(v0, node)
        ...
        return (rule0(grad, v0), rule1(grad, v1))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from gradwalk import tensorbase
from gradwalk.saved import VALUES, SavedOutput, array_of, kept_input, kept_value

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.table import Op, Read

Keeper = Callable[[Sequence[Any], Sequence[Any], Sequence[Any]], tuple[Any, ...]]
Runner = Callable[["Node", list[Any]], Sequence[Any]]
_HEAD = """\
def run(node, state):
    grad = state[1]
    if grad is None:
        return nothing
"""
_INPUT = """\
    if {0}.__class__ is tensor and ({0}._writes is None or not {0}._writes.version):
        {0} = {0}._array
    else:
        {0} = array_of({0}, node)
"""
_OTHER = """\
    if {0}.__class__ not in values:
        {0} = array_of({0}, node)
"""


def runner(entry: Op, needs: tuple[bool, ...]) -> Runner:
    """The function that runs a node of an entry with one output, some of its edges wanted.

    It takes the node and its state in the backward, [edges to wait for, gradient], and returns the
    gradient of each edge, None where none is wanted.
    """
    wanted = [rule if need else None for rule, need in zip(entry.rules, needs, strict=True)]
    names = {name for rule in wanted if rule for name in rule.reads}
    text = _HEAD
    known: dict[str, Any] = {"nothing": (None,) * len(needs), "array_of": array_of}
    known |= {"tensor": tensorbase.kind, "values": VALUES}
    values = {"grad": "grad", "grads": "(grad,)"}
    if names & set(entry.reads):
        values |= {name: f"v{i}" for i, name in enumerate(entry.reads)}
        text += f"    {', '.join(f'v{i}' for i in range(len(entry.reads)))}, = node.saved\n"
    for read in entry.read:
        if read.name in names:
            text += _unpacked(entry, read).format(values[read.name])
    parts = []
    for number, rule in enumerate(wanted):
        if rule is None:
            parts.append("None")
        else:
            known[f"rule{number}"] = rule.function
            parts.append(f"rule{number}({', '.join(values[name] for name in rule.reads)})")
    text += f"    return ({', '.join(parts)},)\n"
    exec(text, known)  # noqa: S102 - names of parameters and numbers are all it is made of
    return known["run"]  # type: ignore[no-any-return]


def _unpacked(entry: Op, read: Read) -> str:
    """The lines that turn what the node saved into what a rule reads."""
    if read.derive is not None:
        return ""
    return _INPUT if read.place in entry.places and not read.from_result else _OTHER


def keeper(entry: Op, needs: tuple[bool, ...]) -> Keeper:
    """The function that makes what a node saves: tensors that wanted rules read, plain values.

    It takes the arguments, the same with arrays in place of tensors, and the results.
    """
    known: dict[str, Any] = {"output": SavedOutput, "kept": kept_input, "value": kept_value}
    known |= {"tensor": tensorbase.kind, "values": VALUES}
    parts = []
    for number, (each, read) in enumerate(zip(entry.read, entry.wanted(needs), strict=True)):
        place = each.place
        if each.from_result:
            parts.append(f"output(outputs[{place}], {place})" if read else "None")
        elif each.derive is not None:
            known[f"derive{number}"] = each.derive
            parts.append(f"derive{number}(arrays[{place}])")
        elif place in entry.places:
            parts.append(f"kept(args[{place}], {read})")
        else:
            value = f"args[{place}]"
            parts.append(f"{value} if {value}.__class__ in values else value({value}, {read})")
    text = "".join(f"{part}, " for part in parts)
    exec(f"def save(args, arrays, outputs):\n    return ({text})", known)  # noqa: S102 - as above
    return known["save"]  # type: ignore[no-any-return]
