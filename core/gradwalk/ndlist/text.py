"""repr and str of arrays and scalars, as NumPy prints them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gradwalk.ndlist.base import values
from gradwalk.ndlist.dtype import BOOL, COMPLEX128, FLOAT64, INT64, dtype, real_of
from gradwalk.ndlist.numerals import shortest, writer

_options: dict[str, Any] = {
    "precision": 8,
    "threshold": 1000,
    "edgeitems": 3,
    "linewidth": 75,
    "suppress": False,
}


def set_printoptions(**options: Any) -> None:
    """Change precision, threshold, edgeitems, linewidth or suppress."""
    global _options
    _options = _options | {name: value for name, value in options.items() if value is not None}


def get_printoptions() -> dict[str, Any]:
    """The options as they are."""
    return dict(_options)


def number_text(number: Any, kind: dtype) -> str:
    """A scalar, as str() shows it."""
    if kind.kind == "c":
        part = real_of(kind)
        imag = _positional(number.imag, part)
        if number.real == 0 and math.copysign(1.0, number.real) > 0:
            return imag + "j"
        sign = "" if imag[0] in "+-" else "+"
        return f"({_positional(number.real, part)}{sign}{imag}j)"
    if kind.kind == "f":
        return _scientific(shortest(number, kind), number, kind)
    return str(number)


def _positional(number: float, kind: dtype) -> str:
    text = shortest(number, kind)
    return text.removesuffix(".0")


_LONGEST = {2: 1e3, 4: 1e6, 8: 1e16}  # from where on a scalar is shown with an exponent


def _scientific(text: str, number: float, kind: dtype) -> str:
    """With an exponent, where the number is large or small for its dtype; 1e-4 is not small."""
    size = abs(number)
    if not math.isfinite(number) or number == 0 or 1e-4 <= size < _LONGEST[kind.itemsize]:
        return text
    mantissa = text.lstrip("-").partition("e")[0].replace(".", "").strip("0")
    return f"{float(text):.{max(len(mantissa), 1) - 1}e}"


def scalar_repr(number: Any, kind: dtype) -> str:
    """A scalar, as repr() shows it: np.float32(1.5)."""
    name = "bool" if kind is BOOL else kind.name
    if kind is BOOL:
        return f"np.{number}_"
    return f"np.{name}({number_text(number, kind).strip('()')})"


# --- arrays ---------------------------------------------------------------------------------------
def array_str(array: Any) -> str:
    """The numbers alone, in brackets."""
    if not array.shape:
        return number_text(values(array)[0], array.dtype)
    return _text(array, " ", 0, _options["linewidth"])


def array_repr(array: Any) -> str:
    """array([...], dtype=...): the dtype where it is not what the numbers would have."""
    kind, width = array.dtype, _options["linewidth"]
    text = "array(" + _text(array, ", ", len("array("), width - len(")"))
    extras = []
    if (not array.size and array.shape != (0,)) or array.size > _options["threshold"]:
        extras.append(f"shape={array.shape}")
    if kind not in (BOOL, INT64, FLOAT64, COMPLEX128) or not array.size:
        extras.append(f"dtype={kind.name}")
    if not extras:
        return text + ")"
    text, extra = text + ",", ", ".join(extras) + ")"
    last = len(text) - (text.rfind("\n") + 1)
    return text + ("\n      " if last + len(extra) + 1 > width else " ") + extra


def _text(array: Any, separator: str, indent: int, width: int) -> str:
    if not array.size:
        return "[]"
    cut = array.size > _options["threshold"]
    write = _writer(values(_edges(array)) if cut else values(array), array)
    if not array.shape:
        return write(values(array)[0])
    return _nested(array, write, separator, indent + 1, width, cut)


def _edges(array: Any) -> Any:
    """What is shown of a large array, without the middle of each axis."""
    edge = _options["edgeitems"]
    for axis, length in enumerate(array.shape):
        if length > 2 * edge:
            picked = [*range(edge), *range(length - edge, length)]
            array = array.take(picked, axis)
    return array


def _nested(
    array: Any, write: Callable[[Any], str], separator: str, indent: int, width: int, cut: bool
) -> str:
    edge = _options["edgeitems"]
    cut_here = cut and array.shape[0] > 2 * edge
    first = array[:edge] if cut_here else array
    last = array[array.shape[0] - edge :] if cut_here else array[:0]
    middle = ["..."] if cut_here else []
    if array.ndim == 1:
        words = [*map(write, values(first)), *middle, *map(write, values(last))]
        return _row(words, separator, indent, width - max(len(separator.rstrip()), 1))
    more = (write, separator, indent + 1, width - 1, cut)
    rows: list[str] = [_nested(each, *more) for each in first] + middle
    rows += [_nested(each, *more) for each in last]
    glue: str = separator.rstrip() + "\n" * (array.ndim - 1) + " " * indent
    return "[" + glue.join(rows) + "]"


def _row(words: list[str], separator: str, indent: int, width: int) -> str:
    """Words in brackets, broken where they would pass the width."""
    lines: list[str] = []
    line = start = " " * indent
    for i, word in enumerate(words):
        if len(line) + len(word) > width and len(line) > indent:
            lines.append(line.rstrip())
            line = start
        line += word + (separator if i < len(words) - 1 else "")
    return "[" + "\n".join([*lines, line])[indent:] + "]"


def _writer(numbers: list[Any], array: Any) -> Callable[[Any], str]:
    """A function that writes any of the numbers in the same width."""
    kind, how = array.dtype, (_options["precision"], _options["suppress"])
    if kind.kind == "c":
        part = real_of(kind)
        real = writer([z.real for z in numbers], part, *how)
        imag = writer([z.imag for z in numbers], part, *how, plus=True)
        return lambda z: real(z.real) + _with_j(imag(z.imag))
    if kind.kind == "f":
        return writer(numbers, kind, *how)
    if kind.kind == "b":
        return lambda x: "False" if not x else " True" if array.shape else "True"
    width = max(len(str(x)) for x in numbers)
    return lambda x: str(x).rjust(width)


def _with_j(text: str) -> str:
    """The j directly behind the number, the padding after it."""
    bare = text.rstrip()
    return bare + "j" + " " * (len(text) - len(bare))
