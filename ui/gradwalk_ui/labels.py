"""What to call a tensor: the program's variable, else the expression that made it.

Names are looked up ahead: `y` is called y in the moment it is made, although the binding comes
after. A variable that moves on to another tensor leaves its name behind in parentheses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradwalk.op import OPS
from gradwalk.trace.events import Created, Made, Named, Wrote
from gradwalk.trace.rows import text_of as plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.trace.events import Event, Input

LONGEST = 26  # characters of an expression used as a name

SYMBOLS = {
    "add": "+", "sub": "−", "rsub": "−", "mul": "×", "div": "÷", "pow": "**", "matmul": "@",
    "mm": "@", "bmm": "@", "mv": "@", "neg": "−", "eq": "==", "ne": "!=", "lt": "<", "le": "<=",
    "gt": ">", "ge": ">=", "add_": "+=", "sub_": "−=", "mul_": "×=", "div_": "÷=", "pow_": "**=",
    "t": "ᵀ", "data": ".data", "detach": "detach()", "setitem": "[ ] =", "getitem": "[ ]",
    "index": "[ ]",
}  # fmt: skip
BETWEEN = {  # as a program writes them
    "add": "+", "sub": "-", "rsub": "-", "mul": "*", "div": "/", "pow": "**", "matmul": "@",
    "eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
}  # fmt: skip


OPTIONS = {"alpha", "beta", "dim", "keepdim", "dtype", "reduction", "correction", "value"}

OVERLOADS = (
    "_scalar",
    "_tensor",
    "_dims",
    "_dim",
    "_mode",
    "_value",
    "_decimals",
    "_of_matmul",
)  # what the table adds to a name where PyTorch has several ops of it


def overload(op: str) -> str:
    """Return the name of an op without what tells its overloads apart."""
    for suffix in OVERLOADS:
        op = op.removesuffix(suffix)
    return op


def indexed(inputs: Sequence[Input]) -> str:
    """Return what stands in the brackets of x[1] and x[:, 2:5]."""
    given = {entry.name: entry.text or "" for entry in inputs}
    if "index" in given:
        inside = given["index"]
    else:
        start, end = given.get("start", ""), given.get("end", "")
        inside = f"{'' if start == '0' else start}:{'' if end == 'None' else end}"
        if given.get("step", "1") != "1":
            inside += f":{given['step']}"
    dim = given.get("dim", "0")
    return ", ".join([*[":"] * int(dim), inside]) if dim.isdigit() else inside


def loose(text: str) -> bool:
    """Whether an expression has an operator outside of all brackets."""
    depth = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == " " and depth == 0:
            return True
    return text.startswith("-")


def by_default(op: str, entry: Input) -> bool:
    """Whether a plain argument is what it is when left out."""
    known = OPS.get(op) or OPS.get(op.rstrip("_"))
    if known is None or entry.name not in known.signature.parameters:
        return entry.text == "None"
    default = known.signature.parameters[entry.name].default
    return entry.tensor is None and entry.text in (plain_text(default), "None")


class Labels:
    """Names of tensors for words and formulas; the first name wins over the expression."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._name: dict[str, str] = {}
        for event in events:
            if isinstance(event, Named):
                self._name.setdefault(event.tensor, event.name)
        self._made: dict[str, str] = {}
        for event in events:
            if isinstance(event, Created) and event.of is not None:
                self._made.setdefault(event.tensor, f"{self.of(event.of)}.grad")
            elif isinstance(event, Made):
                text = self.expression(event.op, event.inputs)
                if len(text) > LONGEST:
                    text = f"{overload(event.op)}(…)"
                for place, output in enumerate(event.outputs):
                    suffix = f"[{place}]" if len(event.outputs) > 1 else ""
                    self._made.setdefault(output.tensor, text + suffix)
            elif isinstance(event, Wrote):
                for output in event.outputs:
                    self._made.setdefault(output.tensor, f"{event.op}(…)")

    def of(self, tensor: str | None) -> str:
        """Return what to call the tensor."""
        if tensor is None:
            return "?"
        return self._name.get(tensor) or self._made.get(tensor) or tensor

    def named(self, tensor: str) -> bool:
        """Whether a variable is ever bound to the tensor."""
        return tensor in self._name

    def expression(self, op: str, inputs: Sequence[Input]) -> str:
        """Return the call as a program would write it: "w × x", "y1.sum()"."""
        words = [self.argument(entry) for entry in inputs if not by_default(op, entry)]
        name = overload(op)
        if name in BETWEEN and len(words) == 2:
            left, right = reversed(words) if name == "rsub" else words
            return f"{left} {BETWEEN[name]} {right}"
        if not words:
            return f"{name}()"
        if name == "neg":
            return f"-{words[0]}"
        if name == "data":
            return f"{words[0]}.data"
        if name in ("select", "slice"):
            return f"{words[0]}[{indexed(inputs)}]"
        if inputs[0].name.startswith("tensors["):
            tensors = [entry for entry in inputs if entry.name.startswith("tensors[")]
            inside = ", ".join(self.operand(entry) for entry in tensors)
            return f"{name}([{inside}])"
        return f"{words[0]}.{name}({', '.join(words[1:])})"

    def argument(self, entry: Input) -> str:
        """Return one argument's text, options by their keyword."""
        if entry.tensor is None and entry.name in OPTIONS:
            text = entry.text or ""
            return f"{entry.name}={text[1:-2] if text.endswith(',)') else text}"
        return self.operand(entry)

    def operand(self, entry: Input) -> str:
        """Return one input's text, in parentheses where it is an expression."""
        if entry.tensor is None:
            return entry.text or ""
        text = self.of(entry.tensor)
        return f"({text})" if loose(text) else text
