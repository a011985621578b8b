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
    from gradwalk.op import Op
    from gradwalk.trace.events import Value

    from gradwalk_ui.film import Film

LONGEST = 160  # characters of a text with numbers


def run_rule(
    rule: Any, grad: Symbol, tensors: dict[str, Symbol], values: dict[str, Any]
) -> str | None:
    """Return what a rule makes of symbols; None where it asks for what symbols have not."""
    args: list[Any] = []
    for name in rule.reads:
        if name == "grad":
            args.append(grad)
        elif name == "grads":
            args.append([grad])
        elif name in tensors:
            args.append(tensors[name])
        elif name in values:
            args.append(values[name])
        else:
            return None
    try:
        made = rule.function(*args)
    except (TypeError, AttributeError, ValueError, IndexError, KeyError):
        return None
    return str(plain(made)) if made is not None else None


class Locals:
    """Works out local derivatives along a trace."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self._values: dict[str, Value] = {}  # each tensor's newest content
        self._wants: dict[str, bool] = {}

    def run(self) -> None:
        """Give each pill its local derivatives."""
        for index, event in enumerate(self._film.events):
            if isinstance(event, e.Created):
                self._values[event.tensor] = event.value
                self._wants[event.tensor] = event.requires_grad
            elif isinstance(event, e.Required):
                self._wants[event.tensor] = event.requires_grad
            elif isinstance(event, e.Made | e.Wrote):
                before = dict(self._inputs(event))
                for output in event.outputs:
                    self._values[output.tensor] = output.value
                drawn = self._film.picture.drawn.get(index)
                if drawn is not None and drawn.op is not None and event.node is not None:
                    node = self._film.picture.nodes[drawn.op]
                    node["local"] = self._locals(event, drawn.op, before)
                for output in event.outputs:
                    self._wants[output.tensor] = output.requires_grad
            if isinstance(event, e.Wrote | e.WroteUnseen):
                for alias in event.aliases:
                    self._values[alias.tensor] = alias.value

    def _inputs(self, event: e.Made | e.Wrote) -> list[tuple[str, Value]]:
        """Return the tensors among an op's inputs, as they are now."""
        return [
            (entry.name, self._values[entry.tensor])
            for entry in event.inputs
            if entry.tensor in self._values
        ]

    def _locals(
        self, event: e.Made | e.Wrote, op: str, before: dict[str, Value]
    ) -> list[dict[str, Any]]:
        """Return the local derivatives of one op."""
        entry = OPS.get(event.op) or OPS.get(event.op.rstrip("_"))
        if entry is None:
            return []
        incoming = self._incoming(op)
        rows = []
        for place in dict.fromkeys(place for place in event.edges if place is not None):
            given = event.inputs[place]
            if given.tensor is None or not self._wants.get(given.tensor):
                continue
            name = given.name.split("[")[0]
            rule = next((rule for rule in entry.rules if rule.name == name), None)
            if rule is None:
                continue
            text, numbers = self._texts(rule, entry, event, before, incoming)
            rows.append(
                {
                    "input": given.name,
                    "of": self._film.labels.of(given.tensor),
                    "formula": text or f"{entry.name}′(…)",
                    "numbers": numbers,
                }
            )
        return rows

    def _incoming(self, op: str) -> str | None:
        """Return the last gradient that came to an op."""
        entries = self._film.changes.lists.get(op, {}).get("incoming", [])
        references = [reference for _, reference in entries if reference is not None]
        return str(self._film.values.rows[references[-1]]["text"]) if references else None

    def _texts(
        self,
        rule: Any,
        entry: Op,
        event: e.Made | e.Wrote,
        before: dict[str, Value],
        incoming: str | None,
    ) -> tuple[str | None, str | None]:
        """Return a rule in names and in numbers."""
        values = plain_values(event, before)
        names, numbers = {}, {}
        for given in event.inputs:
            if given.tensor is not None and given.name in before:
                value = before[given.name]
                names[given.name] = named(self._film.labels.of(given.tensor), value)
                numbers[given.name] = number(value)
        results = entry.outputs if isinstance(entry.outputs, tuple) else ("result",)
        for name, output in zip(results, event.outputs, strict=False):
            names[name] = named(self._film.labels.of(output.tensor), output.value)
            numbers[name] = number(output.value)
        like = event.outputs[0].value
        text = run_rule(rule, Symbol("grad", ATOM, like), names, values)
        if incoming is None:
            return text, None
        filled = run_rule(rule, number(like, incoming), numbers, values)
        return text, filled if filled is None or len(filled) <= LONGEST else None


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
