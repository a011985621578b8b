"""What nothing refuses and yet is most likely not meant: told as an error is, with ways to mend it.

An old gradient that a step adds to, the `.grad` of what is no leaf, a copy that lost its history, a
loss whose target has another shape, a leaf whose every way to the result is cut, a gradient that
becomes nan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.cuts import cuts, how_cut
from gradwalk_ui.edits import with_edits
from gradwalk_ui.edits.text import Lines
from gradwalk_ui.nans import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gradwalk_ui.film import Film
    from gradwalk_ui.program import Output

SIZES = re.compile(
    r"target size \(torch\.Size\(\[(?P<given>[\d, ]*)\]\)\) that is different to the input "
    r"size \(torch\.Size\(\[(?P<wanted>[\d, ]*)\]\)\)"
)
STEP = re.compile(r"^\s*(?P<name>[\w.]+)\.step\(")
GRAD = re.compile(r"\b(?P<name>[A-Za-z_]\w*)\.grad\b")
FEW = 3  # names in a sentence


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of advice: after which event it is due, where, in what words, about which tensors."""

    index: int
    place: e.Event | Output
    key: str
    args: dict[str, Any]
    mends: tuple[str, ...]
    tensors: tuple[str | None, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)  # for edits, beside the words' arguments


def advice(film: Film, output: Sequence[Output]) -> list[dict[str, Any]]:
    """Return the pieces of advice for a run, in order, with their moments."""
    told = [*old_gradients(film), *cut_leaves(film), *no_numbers(film)]
    told += [row for piece in output if piece.stream == "warning" for row in warned(film, piece)]
    return [row_of(film, row) for row in sorted(told, key=lambda row: row.index)]


def row_of(film: Film, told: Told) -> dict[str, Any]:
    """Return a piece of advice as the scene has it."""
    args = {"line": told.place.line, **told.args}
    boxes = (film.box.get(tensor or "") for tensor in told.tensors)
    mends = [{"key": f"mend.{mend}", "args": args} for mend in told.mends]
    return {
        "moment": film.moment_of.get(min(told.index, len(film.events) - 1), 0),
        "cell": told.place.cell,
        "line": told.place.line,
        "nodes": [box for box in dict.fromkeys(boxes) if box],
        "explain": {"key": f"advice.{told.key}", "args": args},
        "mends": with_edits(film.source, mends, told.facts),
    }


def text_of(film: Film, line: int) -> str:
    """Return a line of the program."""
    return Lines(film.source)[line]


def old_gradients(film: Film) -> Iterator[Told]:
    """Yield the backwards that add to the gradient of a step before: zero_grad was forgotten.

    Gradients are added up on purpose where no step is between; where the leaf was written
    meanwhile, the old one belongs to a value that it no longer has.
    """
    members: dict[str, list[str]] = {}  # storage -> leaves
    since: dict[str, e.Event] = {}  # a leaf -> the write after its gradient came
    found: dict[int, tuple[int, e.Event, e.Event, list[str]]] = {}  # by the backward's line
    for index, event in enumerate(film.events):
        if isinstance(event, e.Created) and event.leaf and event.requires_grad:
            members.setdefault(event.storage, []).append(event.tensor)
        elif isinstance(event, e.Wrote | e.WroteUnseen):
            since |= dict.fromkeys(members.get(event.storage, ()), event)
        elif isinstance(event, e.Cleared):
            since.pop(event.tensor, None)
        elif isinstance(event, e.Accumulated):
            write = since.pop(event.tensor, None)
            if write is None or event.before is None or event.before.norm == 0:
                continue
            first, _, _, leaves = found.setdefault(event.line, (index, event, write, []))
            if event.tensor not in leaves and same_pass(film, first, index):
                leaves.append(event.tensor)
    for index, event, write, leaves in found.values():
        yield old_gradient(film, index, event, write, leaves)


def same_pass(film: Film, first: int, index: int) -> bool:
    """Whether two events belong to one backward."""
    return not any(isinstance(event, e.Began) for event in film.events[first:index])


def old_gradient(film: Film, index: int, event: e.Event, write: e.Event, leaves: list[str]) -> Told:
    """Tell of a zero_grad forgotten."""
    names = [film.labels.of(leaf) for leaf in leaves]
    step = STEP.match(text_of(film, write.line))
    args = {
        "names": ", ".join(names[:FEW]) + (", …" if len(names) > FEW else ""),
        "wrote_line": write.line,
        "clear": f"{step['name']}.zero_grad()" if step else f"{names[0]}.grad = None",
    }
    facts = {"leaves": names, "optimizer": step["name"] if step else None}
    return Told(index, event, "zero_grad", args, ("zero_grad",), tuple(leaves), facts)


def cut_leaves(film: Film) -> Iterator[Told]:
    """Yield the leaves whose `.grad` the program reads, and which backward could not come to."""
    asked = {match["name"] for match in GRAD.finditer(film.source)}
    reached = {
        event.leaf if isinstance(event, e.Captured) else event.tensor
        for event in film.events
        if isinstance(event, e.Accumulated | e.Captured)
    }
    for event in film.events:
        if not isinstance(event, e.Created) or not (event.leaf and event.requires_grad):
            continue
        name = film.labels.of(event.tensor)
        if name not in asked or event.tensor in reached:
            continue
        for index, cut in cuts(film.events, event.tensor):
            kind = how_cut(cut)
            args = {"name": name, "cut": kind, "cut_line": cut.line, "op": cut.op}
            off = 0 if kind else no_grad_line(film, cut)
            key, mends = ("cut", ("no_detach",)) if kind else ("cut_no_derivative", ())
            if off:
                key, mends = "cut_no_grad", ("recorded",)
            tensors = (event.tensor, *(output.tensor for output in cut.outputs))
            facts = {"no_grad_line": off}
            yield Told(index, film.events[index], key, args, mends, tensors, facts)
            break


def no_grad_line(film: Film, cut: e.Event) -> int:
    """Return the line that switched recording off for an operation."""
    line = 0
    for event in film.events:
        if event is cut:
            break
        if isinstance(event, e.GradMode):
            line = 0 if event.enabled else event.line
    return line


def no_numbers(film: Film) -> Iterator[Told]:
    """Yield where a gradient begins to be nan or inf."""
    for index, event, key, args in beginnings(film.events):
        assert isinstance(event, e.Sent)
        made = film.picture.op_of.get(event.node)
        outputs = () if made is None else getattr(film.events[made], "outputs", ())
        tensors = tuple(output.tensor for output in outputs)
        yield Told(index, event, key, args, ("look_for_nan", "keep_away"), tensors)


def warned(film: Film, piece: Output) -> Iterator[Told]:
    """Yield the advice for one of PyTorch's warnings."""
    if "of a Tensor that is not a leaf" in piece.text:
        yield from grad_of_nonleaf(film, piece)
    elif "To copy construct from a tensor" in piece.text:
        yield Told(piece.event_index, piece, "copied", {}, ("clone_keeps",))
    elif "Converting a tensor with requires_grad=True to a scalar" in piece.text:
        yield Told(piece.event_index, piece, "numbers_taken", {}, ("stack",))
    elif match := SIZES.search(piece.text):
        args = {key: f"({text})" for key, text in match.groupdict().items()}
        facts = {key: [int(n) for n in re.findall(r"\d+", text)] for key, text in args.items()}
        yield Told(piece.event_index, piece, "target_size", args, ("target_shape",), facts=facts)


def grad_of_nonleaf(film: Film, piece: Output) -> Iterator[Told]:
    """Yield why a computed tensor's `.grad` is None."""
    before = film.events[: piece.event_index]
    bound = {event.name: event.tensor for event in before if isinstance(event, e.Named)}
    for match in GRAD.finditer(text_of(film, piece.line)):
        tensor = bound.get(match["name"])
        made = [event for event in before if isinstance(event, e.Made | e.Wrote) and event.node
                and any(output.tensor == tensor for output in event.outputs)]  # fmt: skip
        if tensor is None or not made:
            continue
        begun = [event.line for event in before if isinstance(event, e.Began)]
        args = {
            "name": match["name"],
            "made_line": made[-1].line,
            "backward_line": begun[-1] if begun else None,
        }
        yield Told(piece.event_index, piece, "grad_of_nonleaf", args, ("retain_grad",), (tensor,))
