"""Local derivatives as text, by running each op's own rule on symbols.

So a formula cannot differ from what backward computes. Each rule runs twice: on the program's
names ("grad · (1 − y2) · y2") and on their numbers.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from gradwalk.op import OPS
from gradwalk.trace import events as e

from gradwalk_ui.symbols import ATOM, NEGATIVE, SUM, Symbol, plain
from gradwalk_ui.values import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.op import Op
    from gradwalk.trace.events import Value

    from gradwalk_ui.film import Film

LONGEST = 160  # characters of a text with numbers


def run_rule(
    rule: Any,
    grad: Symbol,
    tensors: dict[str, Symbol],
    values: dict[str, Any],
    place: int = 0,
    outputs: Sequence[str] = (),
) -> str | None:
    """Return what a rule makes of symbols; None where it asks for what symbols have not.

    A rule of several tensors makes one gradient for each, of which `place` is wanted; one that
    reads the gradients of several `outputs` gets a symbol for each.
    """
    args: list[Any] = []
    for name in rule.reads:
        if name == "grad":
            args.append(grad)
        elif name == "grads":
            args.append([tensors[each].named(f"{grad.text}_{each}") for each in outputs])
        elif name in tensors:
            args.append(tensors[name])
        elif name in values:
            args.append(values[name])
        else:
            return None
    try:
        made = rule.function(*args)
    except (TypeError, AttributeError, ValueError, LookupError, ArithmeticError, RuntimeError):
        return None  # RuntimeError: an op that says it has no derivative
    if rule.name == "tensors":
        made = made[place]
    return str(plain(made)) if made is not None else None


class Locals:
    """Works out local derivatives along a trace."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self._values: dict[str, Value] = {}  # each tensor's newest content
        self._wants: dict[str, bool] = {}
        self._read: dict[str, dict[str, Value]] = {}  # node -> what its op read and made, by name

    def run(self) -> None:
        """Give each pill its local derivatives."""
        for event in self._film.events:
            if isinstance(event, e.Created):
                self._values[event.tensor] = event.value
                self._wants[event.tensor] = event.requires_grad
            elif isinstance(event, e.Required):
                self._wants[event.tensor] = event.requires_grad
            elif isinstance(event, e.Made | e.Wrote):
                self._ran(event)
            elif isinstance(event, e.Checked) and event.changed:
                self._changed(event)
            if isinstance(event, e.Wrote | e.WroteUnseen):
                for alias in event.aliases:
                    self._values[alias.tensor] = alias.value

    def _ran(self, event: e.Made | e.Wrote) -> None:
        """An op ran: its pill gets its derivatives, its outputs their contents."""
        read = {
            entry.name: self._values[entry.tensor]
            for entry in event.inputs
            if entry.tensor in self._values
        }
        for output in event.outputs:
            self._values[output.tensor] = output.value
        if event.node is not None and event.node in self._film.picture.op_of:
            entry = entry_of(event)
            read |= dict(zip(results_of(entry), [o.value for o in event.outputs], strict=False))
            self._read[event.node] = read
            self._fill(event, entry, read)
        for output in event.outputs:
            self._wants[output.tensor] = output.requires_grad

    def _changed(self, check: e.Checked) -> None:
        """A node used another content than it saved: so do the numbers."""
        index = self._film.picture.op_of.get(check.node)
        event = self._film.event(index) if index is not None else None
        if isinstance(event, e.Made | e.Wrote):
            tensor = next((s.tensor for s in event.saved if s.name == check.name), None)
            if tensor in self._values:
                self._read[check.node][check.name] = self._values[tensor]
                self._fill(event, entry_of(event), self._read[check.node])

    def _fill(self, event: e.Made | e.Wrote, entry: Op | None, read: dict[str, Value]) -> None:
        """Give one pill its local derivatives."""
        drawn = self._film.picture.drawn[self._film.picture.op_of[event.node or ""]]
        if entry is None or drawn.op is None:
            return
        rows = []
        incoming = self._incoming(drawn.op)
        for place in dict.fromkeys(place for place in event.edges if place is not None):
            given = event.inputs[place]
            if given.tensor is None or not self._wants.get(given.tensor):
                continue
            rule = next((r for r in entry.rules if r.name == given.name.split("[")[0]), None)
            if rule is None:
                continue
            text, numbers = self._texts(rule, event, read, incoming, place)
            rows.append(
                {
                    "input": given.name,
                    "of": self._film.labels.of(given.tensor),
                    "formula": text or f"{entry.name}′(…)",
                    "numbers": numbers,
                }
            )
        self._film.picture.nodes[drawn.op]["local"] = rows

    def _incoming(self, op: str) -> str | None:
        """Return the last gradient that came to an op."""
        entries = self._film.changes.lists.get(op, {}).get("incoming", [])
        references = [reference for _, reference in entries if reference is not None]
        return str(self._film.values.rows[references[-1]]["text"]) if references else None

    def _texts(
        self,
        rule: Any,
        event: e.Made | e.Wrote,
        read: dict[str, Value],
        incoming: str | None,
        place: int,
    ) -> tuple[str | None, str | None]:
        """Return a rule in names and in numbers."""
        values = plain_values(event, read)
        names, numbers = {}, {}
        tensors = {given.name: given.tensor for given in event.inputs if given.tensor is not None}
        results = results_of(entry_of(event))
        tensors |= dict(zip(results, [o.tensor for o in event.outputs], strict=False))
        for name, value in read.items():
            names[name] = named(self._film.labels.of(tensors.get(name)), value)
            numbers[name] = number(value)
        like = event.outputs[0].value
        text = run_rule(rule, Symbol("grad", ATOM, like), names, values, place, results)
        if incoming is None:
            return text, None
        if "grads" in rule.reads:  # of several gradients the last that came is known
            return text, None
        filled = run_rule(rule, number(like, incoming), numbers, values, place)
        return text, filled if filled is None or len(filled) <= LONGEST else None


def entry_of(event: e.Made | e.Wrote) -> Op | None:
    """Return an op's entry in the table; an in-place op has that of the plain one."""
    return OPS.get(event.op) or OPS.get(event.op.rstrip("_"))


def results_of(entry: Op | None) -> tuple[str, ...]:
    """Return what rules call the outputs."""
    if entry is not None and isinstance(entry.outputs, tuple):
        return entry.outputs
    return ("result",)


def named(label: str, value: Value) -> Symbol:
    """Return a tensor's name as a symbol."""
    return Symbol(label, SUM if " " in label else ATOM, value)


def number(value: Value, text: str | None = None) -> Symbol:
    """Return a tensor's content as a symbol."""
    text = short(value) if text is None else text
    if text.startswith("-"):
        return Symbol(f"−{text[1:]}", NEGATIVE, value)
    return Symbol(text, ATOM, value)


def plain_values(event: e.Made | e.Wrote, before: dict[str, Value]) -> dict[str, Any]:
    """Return what rules read beside tensors: plain arguments, sizes and numbers of elements."""
    values: dict[str, Any] = {}
    for given in event.inputs:
        if given.tensor is None:
            values[given.name] = literal(given.text or "None")
    shapes = {name: value.shape for name, value in before.items()}
    for given in event.inputs:
        if given.tensor is None:
            shapes.setdefault(given.name, ())
    for name, shape in shapes.items():
        values[f"{name}_sym_sizes"] = shape
        values[f"{name}_sym_strides"] = row_major(shape)
        size = 1
        for length in shape:
            size *= length
        values[f"{name}_sym_numel"] = size
    parts = [value.shape for name, value in before.items() if name.startswith("tensors[")]
    if parts:
        values["tensors_sym_sizes"] = tuple(parts)
    return values


def row_major(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the strides of a tensor of that shape as it is when new."""
    strides: list[int] = []
    step = 1
    for length in reversed(shape):
        strides.append(step)
        step *= max(length, 1)
    return tuple(reversed(strides))


def literal(text: str) -> Any:
    """Return a plain argument from its text; what is no literal stays a symbol."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return Symbol(text)


def add_locals(film: Film) -> None:
    """Give each pill of a film its local derivatives."""
    Locals(film).run()
