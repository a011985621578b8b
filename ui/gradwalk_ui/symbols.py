"""Symbols: texts that can be computed with, so that a derivative rule writes itself down.

They know the operators and, by `apply_op`, the functions of the table of ops.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.op import Op
    from gradwalk.trace.events import Value

SUM, PRODUCT, NEGATIVE, POWER, ATOM = range(5)  # how strongly an expression holds together
INFIX = {
    "add": (" + ", SUM), "sub": (" − ", SUM), "mul": (" · ", PRODUCT), "div": (" / ", PRODUCT),
    "pow": ("^", POWER), "matmul": (" @ ", PRODUCT), "mm": (" @ ", PRODUCT),
    "bmm": (" @ ", PRODUCT), "mv": (" @ ", PRODUCT), "gt": (" > ", SUM), "ge": (" ≥ ", SUM),
    "lt": (" < ", SUM), "le": (" ≤ ", SUM), "eq": (" = ", SUM), "ne": (" ≠ ", SUM),
}  # fmt: skip
POSTFIX = {"t": "ᵀ", "numpy_T": "ᵀ", "mT": "ᵀ", "reciprocal": "⁻¹", "square": "²"}
SUPERSCRIPT = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Symbol:
    """A text that can be computed with; `strength` says where it needs parentheses."""

    def __init__(self, text: str, strength: int = ATOM, value: Value | None = None) -> None:
        self.text = text
        self.strength = strength
        self._value = value

    def named(self, text: str) -> Symbol:
        """Return a symbol of the same shape by another name."""
        return Symbol(text, ATOM, self._value)

    def held(self, strength: int) -> str:
        """Return the text, in parentheses where it would fall apart."""
        return self.text if self.strength >= strength else f"({self.text})"

    def apply_op(self, entry: Op, args: Sequence[Any]) -> Any:
        """The op on symbols is its text; the table's functions come here."""
        if isinstance(entry.outputs, tuple):
            call = called(entry, args)
            return tuple([Symbol(f"{call}.{name}") for name in entry.outputs])
        name = entry.name.removesuffix("_scalar").removesuffix("_tensor")
        if name in INFIX and len(args) >= 2:
            return infix(name, args[0], args[1])
        if name == "rsub":
            return infix("sub", args[1], args[0])
        if name == "neg":
            return -self
        if name in POSTFIX:
            return Symbol(f"{symbol(args[0]).held(ATOM)}{POSTFIX[name]}", POWER)
        if name == "threshold_backward":  # relu: where the result is above the threshold
            return infix("mul", args[0], infix("gt", args[1], args[2]))
        return written_out(entry, args) or Symbol(called(entry, args))

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape, of a symbol that stands for a tensor."""
        if self._value is None:
            raise AttributeError("shape")
        return self._value.shape

    @property
    def ndim(self) -> int:
        """How many dimensions there are."""
        return len(self.shape)

    def __add__(self, other: Any) -> Symbol:
        return infix("add", self, other)

    def __radd__(self, other: Any) -> Symbol:
        return infix("add", other, self)

    def __sub__(self, other: Any) -> Symbol:
        return infix("sub", self, other)

    def __rsub__(self, other: Any) -> Symbol:
        return infix("sub", other, self)

    def __mul__(self, other: Any) -> Symbol:
        return infix("mul", self, other)

    def __rmul__(self, other: Any) -> Symbol:
        return infix("mul", other, self)

    def __truediv__(self, other: Any) -> Symbol:
        return infix("div", self, other)

    def __rtruediv__(self, other: Any) -> Symbol:
        return infix("div", other, self)

    def __pow__(self, other: Any) -> Symbol:
        return infix("pow", self, other)

    def __rpow__(self, other: Any) -> Symbol:
        return infix("pow", other, self)

    def __matmul__(self, other: Any) -> Symbol:
        return infix("matmul", self, other)

    def __gt__(self, other: Any) -> Symbol:
        return infix("gt", self, other)

    def __ge__(self, other: Any) -> Symbol:
        return infix("ge", self, other)

    def __lt__(self, other: Any) -> Symbol:
        return infix("lt", self, other)

    def __le__(self, other: Any) -> Symbol:
        return infix("le", self, other)

    def __eq__(self, other: object) -> Symbol:  # type: ignore[override]
        return infix("eq", self, other)

    def __ne__(self, other: object) -> Symbol:  # type: ignore[override]
        return infix("ne", self, other)

    def __and__(self, other: Any) -> Symbol:
        return Symbol(f"{self.held(ATOM)} and {symbol(other).held(ATOM)}", SUM)

    def __or__(self, other: Any) -> Symbol:
        return Symbol(f"{self.held(ATOM)} or {symbol(other).held(ATOM)}", SUM)

    def __invert__(self) -> Symbol:
        return Symbol(f"not {self.held(ATOM)}", SUM)

    def __abs__(self) -> Symbol:
        return Symbol(f"|{self.text}|")

    def __neg__(self) -> Symbol:
        return Symbol(f"−{self.held(POWER)}", NEGATIVE)

    def __getitem__(self, key: Any) -> Symbol:
        inside = ", ".join(map(plain, key)) if isinstance(key, tuple) else plain(key)
        return Symbol(f"{self.held(ATOM)}[{inside}]")

    __hash__ = None  # type: ignore[assignment]


def symbol(value: Any) -> Symbol:
    """Return a value as a symbol."""
    if isinstance(value, Symbol):
        return value
    text = plain(value)
    return Symbol(text, NEGATIVE if text.startswith("−") else ATOM)


def plain(value: Any) -> str:
    """Return a plain value's text."""
    if isinstance(value, Symbol):
        return value.text
    if isinstance(value, float) and math.isfinite(value) and abs(value) < 1e7:
        return f"{value:.6g}".replace("-", "−")
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(plain(part) for part in value)}]"
    if isinstance(value, slice):
        ends = ("" if each is None else plain(each) for each in (value.start, value.stop))
        return ":".join(ends)
    return str(value).replace("-", "−")


def infix(name: str, left: Any, right: Any) -> Symbol:
    """Return two symbols with a sign between them."""
    sign, strength = INFIX[name]
    one, other = symbol(left), symbol(right)
    associative = name in ("add", "mul", "matmul", "mm")
    if name == "pow" and other.text == "1":
        return one
    if name == "pow" and other.text.lstrip("−").isdigit():
        return Symbol(one.held(ATOM) + other.text.translate(SUPERSCRIPT), POWER)
    if name == "pow":
        return Symbol(f"{one.held(ATOM)}{sign}{other.held(ATOM)}", POWER)
    tail = other.held(strength if associative else strength + 1)
    if other.strength == NEGATIVE:
        tail = f"({other.text})"
    return Symbol(f"{one.held(strength)}{sign}{tail}", strength)


def written_out(entry: Op, args: Sequence[Any]) -> Symbol | None:
    """Return what a helper of the rules (tanh_backward) computes, if that is plain arithmetic."""
    if not entry.name.endswith("_backward"):
        return None
    try:
        made = entry.forward(*args)
    except (TypeError, AttributeError, ValueError, LookupError):
        return None
    return made if isinstance(made, Symbol) else None


def called(entry: Op, args: Sequence[Any]) -> str:
    """Return a call's text, without the arguments that are as by default."""
    parameters = list(entry.signature.parameters.values())
    shown = list(args)
    while shown and len(shown) <= len(parameters):
        default = parameters[len(shown) - 1].default
        given = shown[-1]
        if isinstance(given, Symbol) or (default is not given and default != given):
            break
        shown.pop()
    return f"{entry.name}({', '.join(plain(arg) for arg in shown)})"
